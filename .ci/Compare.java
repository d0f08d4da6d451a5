import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Compares two packages, byte for byte. Quarkus 3.33 orders the code of some generated classes at random, and Hibernate the
 * members of annotations of entities. Classes of their two JARs may therefore differ in order: each must have the same names and texts, apart
 * from the numbers of proxies and configuration classes.
 */
class Compare {

    private static final List<String> GENERATED =
            List.of("quarkus/generated-bytecode.jar", "quarkus/transformed-bytecode.jar");
    private static final Pattern NUMBERED = Pattern.compile("^(proxykey|configClass\\$)[0-9]+$");
    private static final int UTF8 = 1;

    public static void main(String... folders) throws IOException {
        Map<String, byte[]> one = files(Path.of(folders[0]));
        Map<String, byte[]> other = files(Path.of(folders[1]));
        List<String> differing = differing(one, other);
        int reordered = 0;
        for (String jar : GENERATED) {
            if (differing.remove(jar)) {
                Map<String, byte[]> classes = entries(one.get(jar));
                Map<String, byte[]> others = entries(other.get(jar));
                List<String> unequal = differing(classes, others);
                reordered += unequal.size();
                unequal.removeIf(name -> haveSameTexts(classes.get(name), others.get(name)));
                unequal.forEach(name -> differing.add(jar + ": " + name));
            }
        }
        if (one.isEmpty() || !differing.isEmpty()) {
            System.err.println("compare: the packages differ:\n" + String.join("\n", differing));
            System.exit(1);
        }
        System.out.println("compare: " + one.size() + " files are equal, except for the order of code in " + reordered
                + " generated classes");
    }

    private static List<String> differing(Map<String, byte[]> one, Map<String, byte[]> other) {
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return new ArrayList<>(names.stream()
                .filter(name -> !Arrays.equals(one.get(name), other.get(name)))
                .toList());
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static Map<String, byte[]> entries(byte[] jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        if (jar == null) {
            return entries;
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName() + " of " + entry.getLastModifiedTime(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static boolean haveSameTexts(byte[] one, byte[] other) {
        try {
            return one != null && other != null && texts(one).equals(texts(other));
        } catch (IOException noClass) {
            return false;
        }
    }

    /** The texts of the constant pool of a class: names, types, strings (Java Virtual Machine Specification, section 4.4). */
    private static Set<String> texts(byte[] file) throws IOException {
        Set<String> texts = new TreeSet<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        if (in.readInt() != 0xCAFEBABE) {
            throw new IOException("no class");
        }
        in.skipBytes(4);
        int size = in.readUnsignedShort();
        for (int index = 1; index < size; index++) {
            int tag = in.readUnsignedByte();
            if (tag == UTF8) {
                texts.add(NUMBERED.matcher(in.readUTF()).replaceAll("$1"));
            } else {
                in.skipBytes(length(tag));
                // A long and a double occupy two places.
                index += tag == 5 || tag == 6 ? 1 : 0;
            }
        }
        return texts;
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
