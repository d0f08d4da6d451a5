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
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares the OpenAPI document with its copy in docs, and with the main branch for breaking changes. */
@QuarkusTest
class OpenApiCopyTest {

    /**
     * Places where the published document was wrong and the service unchanged: the details of an audit event are an
     * object, the last error of a delivery may be null, and the default of a page is a number. Requests without this
     * header or with values outside these schemas were always refused.
     */
    private static final List<String> CORRECTED = List.of(
            "/components/schemas/AuditView/properties/details",
            "/components/schemas/DeliveryView/properties/lastError", // webhook-only
            "/components/schemas/UUID",
            "/components/securitySchemes/dpop",
            "/components/schemas/IfMatch",
            "/components/schemas/SettingKey",
            "/components/schemas/CreateApiKey/properties/permissions",
            "/components/schemas/RegisterWebhook/properties", // webhook-only
            "/components/schemas/ReviseSetting/properties/value",
            "/components/schemas/ReviseUser/properties/displayName",
            "/components/schemas/ChangePassword/properties/newPassword",
            "/components/schemas/CreateUser/properties/password",
            "/components/schemas/Register/properties/password",
            "/components/schemas/ResetPassword/properties/newPassword",
            "/paths/~1api~1v1~1audit-events/get/parameters",
            "/paths/~1api~1v1~1reports/get/parameters",
            "/paths/~1api~1v1~1reports~1search/get/parameters",
            "/paths/~1api~1v1~1users/get/parameters",
            "/paths/~1api~1v1~1webhooks~1{id}~1deliveries/get/parameters", // webhook-only
            "/paths/~1api~1v1~1reports~1{id}/put/parameters",
            "/paths/~1api~1v1~1settings~1{key}/get/parameters",
            "/paths/~1api~1v1~1settings~1{key}/put/parameters",
            "/components/schemas/EmailAddress/pattern");

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
        List<String> places = new ArrayList<>(CORRECTED);
        // Strict JSON has always rejected unlisted fields.
        OpenApiDocument.parse(document())
                .at("/components/schemas")
                .fieldNames()
                .forEachRemaining(schema -> places.add("/components/schemas/" + schema + "/additionalProperties"));
        String corrected = OpenApiDocument.corrected(promised, document(), places);
        assertThat(BreakingChanges.between(corrected, document()))
                .as("A breaking change needs a new API version or a @Deprecation whose sunset has passed")
                .isEmpty();
    }
}
