package org.acme.security.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds requests.http to docs/openapi.yaml, in both directions. */
class RequestsFileTest {

    private static final Pattern REQUEST = Pattern.compile("(?m)^# @name (\\S+)\\n([A-Z]+) \\{\\{host}}(\\S+)$");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{(\\w+)\\.response\\.");

    private static List<String> names(String requests) {
        return REQUEST.matcher(requests).results().map(match -> match.group(1)).toList();
    }

    @Test
    void requests_http_has_one_request_for_each_operation_of_the_document_and_no_other() throws IOException {
        assertThat(Files.readString(RequestsFile.FILE))
                .as("requests.http; to refresh it: ./mvnw test -Dtest=OpenApiCopyTest -Dopenapi.update=true")
                .isEqualTo(RequestsFile.of(OpenApiDocument.copy()));

        TreeSet<String> operations = new TreeSet<>();
        OpenApiDocument.parse(OpenApiDocument.copy()).get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.add(method.getKey().toUpperCase(Locale.ROOT) + " "
                        + path.getKey().replaceAll("\\{[^}]+}", "{}"))));
        assertThat(REQUEST.matcher(Files.readString(RequestsFile.FILE))
                        .results()
                        .map(match -> match.group(2) + " " + match.group(3).replaceAll("\\{\\{[^}]+}}", "{}")))
                .containsExactlyInAnyOrderElementsOf(operations);
    }

    @Test
    void an_operation_that_the_document_gains_or_loses_changes_the_requests() throws IOException {
        ObjectNode document = (ObjectNode) OpenApiDocument.parse(OpenApiDocument.copy());
        ObjectNode paths = (ObjectNode) document.get("paths");
        paths.putObject("/api/v1/new").putObject("get").put("operationId", "newRead");
        paths.remove("/api/v1/settings/{key}");

        List<String> names = names(RequestsFile.of(OpenApiDocument.write(document)));

        assertThat(names).contains("newRead", "settingList").doesNotContain("settingRead", "settingRevise");
    }

    @Test
    void a_request_uses_responses_of_requests_before_it_only() throws IOException {
        String requests = Files.readString(RequestsFile.FILE);
        List<String> names = names(requests);
        for (String request : requests.substring(requests.indexOf("\n### ")).split("\n### ")) {
            int place = names.indexOf(names(request).stream().findFirst().orElse(""));
            assertThat(REFERENCE.matcher(request).results().map(match -> match.group(1)))
                    .as(request)
                    .allSatisfy(name -> assertThat(names.indexOf(name)).isBetween(0, place - 1));
        }
        assertThat(names.indexOf("loginLogIn")).isLessThan(names.indexOf("reportCreate"));
    }
}
