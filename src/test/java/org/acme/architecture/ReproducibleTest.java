package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what {@code .ci/reproducible} does so that two packages are equal byte for byte. */
@SecondThread
class ReproducibleTest {

    private static final String ORDER =
            "class Order { public static void main(String... a) { System.out.print(java.util.Set.of(%s)); } }"
                    .formatted("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20");

    @TempDir
    Path folder;

    private Path compiled(String name, String code) throws Exception {
        Path source = java.nio.file.Files.writeString(folder.resolve(name + ".java"), code);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString()))
                .isZero();
        return folder.resolve(name + ".class");
    }

    private byte[] renumbered(String first, String second) throws Exception {
        Path jar = folder.resolve("generated.jar");
        try (ZipOutputStream zip = new ZipOutputStream(java.nio.file.Files.newOutputStream(jar))) {
            for (String name : List.of("A", "B")) {
                String code =
                        "class %s { String first = \"%s\", second = \"%s\", other = \"proxykey\"; long number = 1L << 40; }";
                Path file = compiled(name, code.formatted(name, first, name.equals("A") ? first : second));
                ZipEntry entry = new ZipEntry(name + ".class");
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(java.nio.file.Files.readAllBytes(file));
            }
        }
        java(Files.ROOT.resolve(".ci/Renumber.java").toString(), jar.toString());
        return java.nio.file.Files.readAllBytes(jar);
    }

    private static String java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void numbers_of_proxies_become_equal_and_proxies_stay_distinct() throws Exception {
        byte[] numbered = renumbered("proxykey7", "proxykey10");
        assertThat(numbered).isEqualTo(renumbered("proxykey1234", "proxykey1"));
        assertThat(numbered).isNotEqualTo(renumbered("proxykey7", "proxykey7"));
        assertThat(numbered).isNotEqualTo(renumbered("proxykey7", "another"));
    }

    @Test
    void immutable_sets_have_the_same_order_in_each_jvm_of_the_build() throws Exception {
        compiled("Order", ORDER);
        String patch = folder.resolve("jdk").toString();
        java(Files.ROOT.resolve(".ci/FixedOrder.java").toString(), patch);
        List<String> orders = new ArrayList<>();
        for (int jvm = 0; jvm < 3; jvm++) {
            orders.add(java("--patch-module=java.base=" + patch, "-cp", folder.toString(), "Order"));
        }
        assertThat(orders).allMatch(order -> order.length() > 20).containsOnly(orders.get(0));
    }
}
