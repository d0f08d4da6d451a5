package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the comparison of {@code .ci/reproducible} notices what differs between two packages. */
class ComparePackagesTest {

    private static final String CODE = "class A { String first() { return \"proxykey1\"; } void then() { first(); } }";

    @TempDir
    Path folder;

    @BeforeEach
    void one_package() throws Exception {
        write("one", CODE, "app");
    }

    private void write(String name, String code, String app) throws Exception {
        Path classes = java.nio.file.Files.createDirectories(folder.resolve(name + "-classes"));
        Path source = java.nio.file.Files.writeString(classes.resolve("A.java"), code);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString()))
                .isZero();
        Path jar = folder.resolve(name).resolve("quarkus/generated-bytecode.jar");
        java.nio.file.Files.createDirectories(jar.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(java.nio.file.Files.newOutputStream(jar))) {
            ZipEntry entry = new ZipEntry("A.class");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(java.nio.file.Files.readAllBytes(classes.resolve("A.class")));
        }
        java.nio.file.Files.writeString(folder.resolve(name).resolve("app.jar"), app);
    }

    private String difference(String code, String app) throws Exception {
        write("other", code, app);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        Files.ROOT.resolve(".ci/Compare.java").toString(),
                        folder.resolve("one").toString(),
                        folder.resolve("other").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(said.startsWith("compare: the packages differ") ? 1 : 0);
        return said;
    }

    @Test
    void another_order_of_generated_code_and_another_number_of_a_proxy_are_counted() throws Exception {
        String reordered = "class A { void then() { first(); } String first() { return \"proxykey22\"; } }";
        assertThat(difference(reordered, "app"))
                .startsWith("compare: 2 files are equal, except for the order of code in 1 ");
    }

    @Test
    void another_text_in_a_generated_class_is_a_difference() throws Exception {
        assertThat(difference(CODE.replace("proxykey1", "proxykey"), "app")).contains(" in 1 ");
        assertThat(difference(CODE.replace("proxykey1", "another"), "app"))
                .contains("differ", "generated-bytecode.jar: A.class");
    }

    @Test
    void another_byte_in_any_other_file_is_a_difference() throws Exception {
        assertThat(difference(CODE, "apq")).contains("differ", "app.jar").doesNotContain("generated");
    }

    @Test
    void missing_file_is_a_difference() throws Exception {
        java.nio.file.Files.writeString(folder.resolve("one/more.jar"), "");
        assertThat(difference(CODE, "app")).contains("differ", "more.jar");
    }
}
