package org.acme.security.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares the OpenAPI document with its copy in docs, and with the main branch for breaking changes. */
@QuarkusTest
class OpenApiCopyTest {

    private static final String UPDATE = "./mvnw test -Dtest=OpenApiCopyTest -Dopenapi.update=true";

    /** Returns the document of the running application. */
    private static String document() {
        return OpenApiDocument.normal(given().basePath("")
                .accept("application/json")
                .get("/q/openapi")
                .asString());
    }

    @Test
    void copy_of_the_openapi_document_equals_the_document_of_the_code() throws IOException, InterruptedException {
        // "replace" is for a new service, whose API has no clients yet.
        String update = System.getProperty("openapi.update", "");
        if (update.equals("true")) {
            assertNothingBreaks();
        }
        if (Set.of("true", "replace").contains(update)) {
            Files.writeString(OpenApiDocument.COPY, document());
            Files.writeString(RequestsFile.FILE, RequestsFile.of(document()));
        }
        assertThat(OpenApiDocument.normal(OpenApiDocument.copy()))
                .as("docs/openapi.yaml is outdated. Update it: " + UPDATE)
                .isEqualTo(document());
    }

    @Test
    void api_has_no_breaking_changes_since_the_main_branch() throws IOException, InterruptedException {
        assertNothingBreaks();
    }

    private static void assertNothingBreaks() throws IOException, InterruptedException {
        String promised = OpenApiDocument.withoutEnded(OpenApiDocument.promised(), LocalDate.now(ZoneOffset.UTC));
        assertThat(BreakingChanges.between(promised, document()))
                .as("A breaking change needs a new API version or a @Deprecation whose sunset has passed;"
                        + " for a new role, see docs/your-own-service.md")
                .isEmpty();
    }
}
