package org.acme.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bill of materials lists exactly the libraries of the package. */
class BillOfMaterialsIT {

    @Test
    void every_library_of_the_package_is_in_the_bill_of_materials() throws IOException {
        Set<String> listed = listed();
        try (Stream<Path> libraries = Files.list(Path.of("target/quarkus-app/lib/main"))) {
            assertThat(libraries.map(Path::getFileName).map(Path::toString))
                    .isNotEmpty()
                    .isSubsetOf(listed);
        }
    }

    @Test
    void no_library_of_tests_or_dev_mode_is_in_the_bill_of_materials() throws IOException {
        assertThat(listed())
                .isNotEmpty()
                .noneMatch(name -> name.matches(".*(zonky|junit|wiremock|rest-assured|greenmail).*"));
    }

    @Test
    void bill_of_materials_and_vex_statement_name_the_same_version_of_the_service() throws IOException {
        String described = version("target/bom.json");
        assertThat(described).matches("[0-9]+\\.[0-9]+\\.[0-9]+").isEqualTo(version("vex.json"));
    }

    private static String version(String file) throws IOException {
        return new JsonObject(Files.readString(Path.of(file)))
                .getJsonObject("metadata")
                .getJsonObject("component")
                .getString("version");
    }

    /** An entry of vex.json whose component is no longer in the package is outdated. */
    @Test
    void each_component_of_the_vex_statement_is_in_the_package() throws IOException {
        JsonArray findings = new JsonObject(Files.readString(Path.of("vex.json"))).getJsonArray("vulnerabilities");
        String bill = Files.readString(Path.of("target/bom.json"));
        assertThat(findings.stream()
                        .map(JsonObject.class::cast)
                        .flatMap(finding -> finding.getJsonArray("affects").stream())
                        .map(affected -> ((JsonObject) affected).getString("ref")))
                .isNotEmpty()
                .allMatch(component -> bill.contains(component + "@"));
    }

    private static Set<String> listed() throws IOException {
        JsonArray components = new JsonObject(Files.readString(Path.of("target/bom.json"))).getJsonArray("components");
        return components.stream()
                .map(JsonObject.class::cast)
                .map(part -> part.getString("group") + "." + part.getString("name") + "-" + part.getString("version")
                        + ".jar")
                .collect(Collectors.toSet());
    }
}
