package org.acme.security.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests that the comparison reports breaking changes and ignores compatible ones. */
@SecondThread
class BreakingChangesTest {

    private static String after(Consumer<JsonNode> change) throws IOException {
        String before = OpenApiDocument.copy();
        JsonNode document = OpenApiDocument.parse(before);
        change.accept(document);
        String after = OpenApiDocument.write(document);
        assertThat(after)
                .as("the document differs after the change")
                .isNotEqualTo(OpenApiDocument.write(OpenApiDocument.parse(before)));
        return BreakingChanges.between(before, after);
    }

    private static ObjectNode path(JsonNode document, String path) {
        return (ObjectNode) document.get("paths").get(path);
    }

    private static ObjectNode schema(JsonNode document, String name) {
        return (ObjectNode) document.get("components").get("schemas").get(name);
    }

    @Nested
    class Breaking_changes {

        @Test
        void removed_operation_is_a_breaking_change() throws IOException {
            assertThat(after(document -> path(document, "/api/v1/reports/{id}").remove("delete")))
                    .contains("/api/v1/reports/{id}");
        }

        @Test
        void removed_response_field_is_a_breaking_change() throws IOException {
            assertThat(after(document ->
                            ((ObjectNode) schema(document, "ReportItemView").get("properties")).remove("title")))
                    .contains("GET /api/v1/reports: items[].title");
        }

        @Test
        void removed_request_field_is_a_breaking_change() throws IOException {
            assertThat(after(document -> ((ObjectNode) schema(document, "LogIn").get("properties")).remove("otp")))
                    .contains("POST /api/v1/auth/login: otp");
        }

        @Test
        void changed_field_type_is_a_breaking_change() throws IOException {
            assertThat(after(document -> ((ObjectNode) schema(document, "TokenView")
                                    .get("properties")
                                    .get("expiresIn"))
                            .put("type", "string")
                            .remove("format")))
                    .isNotEmpty();
        }

        @Test
        void newly_required_request_field_is_a_breaking_change() throws IOException {
            assertThat(after(document -> ((ArrayNode) schema(document, "LogIn").get("required")).add("otp")))
                    .isNotEmpty();
        }

        @Test
        void newly_required_parameter_is_a_breaking_change() throws IOException {
            assertThat(after(document -> path(document, "/api/v1/reports")
                            .get("get")
                            .get("parameters")
                            .forEach(parameter -> ((ObjectNode) parameter).put("required", true))))
                    .isNotEmpty();
        }

        @Test
        void removed_enumerated_value_is_a_breaking_change() throws IOException {
            assertThat(after(document ->
                            ((ArrayNode) schema(document, "ReportSort").get("enum")).remove(0)))
                    .isNotEmpty();
        }
    }

    @Nested
    class Compatible_changes {

        @Test
        void new_operation_is_a_compatible_change() throws IOException {
            assertThat(after(document -> path(document, "/api/v1/reports/export")
                            .set(
                                    "post",
                                    path(document, "/api/v1/reports/export").get("get"))))
                    .isEmpty();
        }

        @Test
        void new_response_field_is_a_compatible_change() throws IOException {
            assertThat(after(document -> ((ObjectNode)
                                    schema(document, "ReportItemView").get("properties"))
                            .putObject("subtitle")
                            .put("type", "string")))
                    .isEmpty();
        }

        @Test
        void removal_of_an_operation_after_its_sunset_is_a_compatible_change() throws IOException {
            String copy = OpenApiDocument.copy();
            LocalDate sunset = LocalDate.parse(path(OpenApiDocument.parse(copy), "/api/v1/reports/search")
                    .get("get")
                    .get("x-sunset")
                    .asText());
            JsonNode without = OpenApiDocument.parse(copy);
            ((ObjectNode) without.get("paths")).remove("/api/v1/reports/search");
            String after = OpenApiDocument.write(without);
            assertThat(BreakingChanges.between(OpenApiDocument.withoutEnded(copy, sunset.minusDays(1)), after))
                    .contains("/api/v1/reports/search");
            assertThat(BreakingChanges.between(OpenApiDocument.withoutEnded(copy, sunset), after))
                    .isEmpty();
        }
    }
}
