import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes into a folder, for {@code --patch-module java.base}, immutable collections that have the same order in each JVM. The JDK
 * orders them by the time at which it starts: {@code if (seed == 0) seed = System.nanoTime();}
 */
class FixedOrder {

    private static final String NAME = "java/util/ImmutableCollections.class";
    /** lload_2, lconst_0, lcmp, ifne, then invokestatic nanoTime, then lstore_2. */
    private static final String SEED = "(?s)(\\x20\\x09\\x94\\x9a\\x00\\x07)\\xb8..(\\x41)";
    /** lconst_1, nop, nop. */
    private static final String ONE = "$1\n\0\0$2";

    public static void main(String... folder) throws IOException {
        byte[] original = ClassLoader.getSystemResourceAsStream(NAME).readAllBytes();
        String code = new String(original, StandardCharsets.ISO_8859_1);
        String changed = code.replaceFirst(SEED, ONE);
        if (changed.equals(code)) {
            throw new IOException("This JDK takes the order of immutable collections from elsewhere.");
        }
        Path file = Path.of(folder[0], NAME);
        Files.createDirectories(file.getParent());
        Files.write(file, changed.getBytes(StandardCharsets.ISO_8859_1));
    }
}
