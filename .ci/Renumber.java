import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Numbers the proxies of build steps in a JAR of generated classes anew, in the order of the JAR. Quarkus 3.33 numbers them in the order in
 * which its threads create them (quarkusio/quarkus#53025).
 */
class Renumber {

    private static final int UTF8 = 1;
    private final Map<String, String> proxies = new HashMap<>();

    public static void main(String... jars) throws IOException {
        Path jar = Path.of(jars[0]);
        Files.write(jar, new Renumber().jar(Files.readAllBytes(jar)));
    }

    private byte[] jar(byte[] jar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                byte[] content = in.readAllBytes();
                out.write(entry.getName().endsWith(".class") ? file(content) : content);
            }
        }
        return bytes.toByteArray();
    }

    /** Replaces texts of the constant pool (Java Virtual Machine Specification, section 4.4), to which all else refers by index. */
    private byte[] file(byte[] file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(in.readNBytes(8));
        int size = in.readUnsignedShort();
        out.writeShort(size);
        for (int index = 1; index < size; index++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == UTF8) {
                out.writeUTF(renumbered(in.readUTF()));
            } else {
                out.write(in.readNBytes(length(tag)));
                // A long and a double occupy two places.
                index += tag == 5 || tag == 6 ? 1 : 0;
            }
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    private String renumbered(String text) {
        return text.matches("proxykey[0-9]+")
                ? proxies.computeIfAbsent(text, proxy -> "proxykey" + (proxies.size() + 1))
                : text;
    }

    private static int length(int tag) {
        return switch (tag) {
            case 5, 6 -> 8;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 15 -> 3;
            default -> 2;
        };
    }
}
