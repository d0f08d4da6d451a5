package org.acme.security.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever changes the API sees it in the diff of a file, and cannot break its clients unawares. */
@QuarkusTest
class OpenApiCopyTest {

    private static final String UPDATE = "./mvnw test -Dtest=OpenApiCopyTest -Dopenapi.update=true";

    /** The document of the running application. */
    private static String document() {
        return OpenApiDocument.normal(given().basePath("")
                .accept("application/json")
                .get("/q/openapi")
                .asString());
    }

    @Test
    void the_copy_in_the_repository_is_the_document_of_the_code() throws IOException, InterruptedException {
        if (Boolean.getBoolean("openapi.update")) {
            assertNothingBreaks();
            Files.writeString(OpenApiDocument.COPY, document());
        }
        assertThat(OpenApiDocument.normal(OpenApiDocument.copy()))
                .as("docs/openapi.yaml; to refresh it: " + UPDATE)
                .isEqualTo(document());
    }

    @Test
    void no_client_of_the_main_branch_breaks() throws IOException, InterruptedException {
        assertNothingBreaks();
    }

    private static void assertNothingBreaks() throws IOException, InterruptedException {
        String promised = OpenApiDocument.withoutEnded(OpenApiDocument.promised(), LocalDate.now(ZoneOffset.UTC));
        List<String> places = new ArrayList<>();
        // Strict JSON has always refused other fields than those listed.
        OpenApiDocument.parse(document())
                .at("/components/schemas")
                .fieldNames()
                .forEachRemaining(schema -> places.add("/components/schemas/" + schema + "/additionalProperties"));
        String corrected = OpenApiDocument.corrected(promised, document(), places);
        assertThat(BreakingChanges.between(corrected, document()))
                .as("what breaks clients needs a new version, or a @Deprecation whose sunset has come")
                .isEmpty();
    }
}
