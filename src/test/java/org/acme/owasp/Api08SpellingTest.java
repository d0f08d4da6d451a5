package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.OpenApiOperation;
import org.acme.fixture.OpenApiOperation.Input;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * API8: every operation of the OpenAPI document accepts each value in one spelling. {@link Api08InputTest} tests all
 * spellings of each type.
 */
@Tag("API8")
@QuarkusTest
class Api08SpellingTest {

    private static final String ID = "0190a5b1-7c3f-7def-8abc-0123456789ab";

    private Actor admin;

    @BeforeEach
    void logInAdministrator() {
        admin = Actors.admin();
    }

    @Test
    void parameter_in_another_spelling_is_refused_by_every_operation() {
        int tried = 0;
        for (OpenApiOperation operation : OpenApiOperation.all()) {
            for (Input parameter : operation.parameters()) {
                for (String text : parameter.in().equals("header") ? List.<String>of() : others(parameter)) {
                    assertRefused(operation, parameter, text);
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(100);
    }

    /** A malformed id in a path is 404; other malformed values are 400. */
    private void assertRefused(OpenApiOperation operation, Input parameter, String text) {
        boolean inPath = parameter.in().equals("path");
        String path = withIds(inPath ? operation.path().replace("{" + parameter.name() + "}", text) : operation.path());
        String target = inPath ? path : path + "?" + parameter.name() + "=" + text;
        EmptyWindows.letThemPass();
        Response refused = RawHttp.send(RawHttp.request(
                operation.method(), target, "Authorization: Bearer " + admin.token(), "Content-Length: 0"));
        assertThat(refused.statusCode()).as(operation.method() + " " + target).isEqualTo(inPath ? 404 : 400);
        assertProblem(refused, refused.statusCode(), inPath ? "not-found" : "malformed-request");
    }

    private static String withIds(String path) {
        return path.replace("{key}", "app.flow.export.daily").replaceAll("\\{[^}]+}", ID);
    }

    private static List<String> others(Input parameter) {
        return switch (parameter.form()) {
            case "uuid" -> List.of("1-1-1-1-1", ID + "%20", "%7B" + ID + "%7D");
            case "date-time" -> List.of("1767225600", "2026-12-01T00:00:00", "");
            case "integer" -> List.of("%2B5", "05", "5e0", "%D9%A1", "");
            default ->
                parameter.constants().stream()
                        .limit(1)
                        .flatMap(constant -> Stream.of(swapped(constant), constant + "%20"))
                        .toList();
        };
    }

    private static String swapped(String constant) {
        String lower = constant.toLowerCase(Locale.ROOT);
        return constant.equals(lower) ? constant.toUpperCase(Locale.ROOT) : lower;
    }

    /** A gateway that forbids a path would otherwise permit its second spelling. */
    @Test
    void path_with_a_slash_at_its_end_is_unknown_for_every_operation() {
        assertThat(OpenApiOperation.all()).isNotEmpty().allSatisfy(operation -> {
            EmptyWindows.letThemPass();
            Response refused = RawHttp.send(RawHttp.request(
                    operation.method(),
                    withIds(operation.path()) + "/",
                    "Authorization: Bearer " + admin.token(),
                    "Content-Length: 0"));
            assertProblem(refused, 404, "not-found");
        });
    }

    /** The other fields are missing; the service would notice that only after reading this field. */
    @Test
    void field_in_another_spelling_is_refused_by_every_operation() {
        int tried = 0;
        for (OpenApiOperation operation : OpenApiOperation.all()) {
            for (Input field : operation.fields()) {
                for (String json : othersInJson(field)) {
                    String body = "{\"%s\":%s}".formatted(field.name(), field.many() ? "[" + json + "]" : json);
                    EmptyWindows.letThemPass();
                    Response refused = admin.calling()
                            .basePath("")
                            .contentType("application/json")
                            .header("If-Match", "*")
                            .body(body)
                            .request(operation.method(), withIds(operation.path()));
                    assertThat(refused.<String>path("code"))
                            .as(operation.method() + " " + operation.path() + " " + body)
                            .isEqualTo("malformed-request");
                    assertProblem(refused, 400, "malformed-request");
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(100);
    }

    private static List<String> othersInJson(Input field) {
        return switch (field.form()) {
            case "uuid" -> List.of("\"1-1-1-1-1\"", "\"{" + ID + "}\"");
            case "date-time" -> List.of("1767225600", "\"2026-12-01\"", "\"\"");
            case "integer" -> List.of("\"5\"", "5.0", "-0", "true", "\"\"");
            case "object" -> List.of("5", "[]");
            case "boolean" -> List.of("\"true\"", "1");
            default -> {
                Stream<String> texts = field.constants().stream()
                        .limit(1)
                        .flatMap(constant -> Stream.of(swapped(constant), constant + " "))
                        .map(text -> "\"" + text + "\"");
                yield Stream.concat(texts, Stream.of("5", "true", "[]")).toList();
            }
        };
    }
}
