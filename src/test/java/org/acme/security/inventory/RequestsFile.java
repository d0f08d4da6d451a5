package org.acme.security.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Writes requests.http from the OpenAPI document: one request for each operation, in an order in which they can be
 * sent. Values of earlier responses are variables of the form that the REST Client of VS Code reads.
 */
final class RequestsFile {

    static final Path FILE = Path.of("requests.http");

    private static final String HEAD = """
            # One request for each operation of the API, against `./mvnw quarkus:dev`.
            # A request that uses the response of another one names it: {{reportCreate.response.body.$.id}}.
            # The access token is yours to fill in; a sensitive operation needs one of a recent login.
            # The last three requests end the session: use another token before each.
            # Proofs of possession (DPoP) are signed anew for each request: docs/dpop.md has a client.
            #
            # Generated from docs/openapi.yaml: ./mvnw test -Dtest=OpenApiCopyTest -Dopenapi.update=true

            @host = http://localhost:8080
            @newEmail = new.user@example.com
            @accessToken = token-of-the-issuer
            """;

    private static final String HEAD_WITH_LOGIN = """
            # One request for each operation of the API, against `./mvnw quarkus:dev`. Send `loginLogIn` first.
            # A request that uses the response of another one names it: {{reportCreate.response.body.$.id}}.
            # Sending `loginRefresh` twice presents a used refresh token, which revokes the session: log in again.
            # The last three requests end the session: log in before each.
            # Proofs of possession (DPoP) are signed anew for each request: docs/dpop.md has a client.
            # `challenge` and `mailToken` are yours to fill in: the solved challenge, and the token of an e-mail message.
            #
            # Generated from docs/openapi.yaml: ./mvnw test -Dtest=OpenApiCopyTest -Dopenapi.update=true

            @host = http://localhost:8080
            @email = admin@example.com
            @password = palisade-dev-password
            @newEmail = new.user@example.com
            @newPassword = four quite ordinary words
            @challenge = base64-of-the-solution
            @mailToken = token-of-an-e-mail-message
            @otp = 000000
            @accessToken = {{loginLogIn.response.body.$.accessToken}}
            @refreshToken = {{loginLogIn.response.body.$.refreshToken}}
            """;

    /**
     * Sign up and log in; then objects are created, read and changed; at the end they are deleted, and the session
     * ends.
     */
    private static final List<String> FIRST = List.of(
            "GET /api/v1/auth/challenge",
            "POST /api/v1/auth/register",
            "POST /api/v1/auth/verify-email",
            "POST /api/v1/auth/password-reset",
            "POST /api/v1/auth/password-reset/confirm",
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/refresh",
            "POST /api/v1/auth/reauthenticate");

    private static final List<String> LAST =
            List.of("DELETE /api/v1/auth/sessions/{id}", "DELETE /api/v1/auth/sessions", "POST /api/v1/auth/logout");
    private static final Set<String> ENDING = Set.of("POST /api/v1/reports/{id}/archive");
    private static final List<String> METHODS = List.of("POST", "GET", "PUT", "PATCH", "DELETE");

    /** Values of fields by their names; other values come from the schema. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("email", "{{newEmail}}"),
            Map.entry("password", "{{password}}"),
            Map.entry("currentPassword", "{{password}}"),
            Map.entry("newPassword", "{{newPassword}}"),
            Map.entry("challenge", "{{challenge}}"),
            Map.entry("refreshToken", "{{refreshToken}}"),
            Map.entry("token", "{{mailToken}}"),
            Map.entry("otp", "{{otp}}"),
            Map.entry("role", "viewer"),
            Map.entry("query", "{ me { id displayName } }"));

    /** Requests for the account that logs in, which is not the new one, and keeps its password. */
    private static final Map<String, Map<String, String>> OWN = Map.of(
            "POST /api/v1/auth/login", Map.of("email", "{{email}}"),
            "POST /api/v1/auth/password-reset", Map.of("email", "{{email}}"),
            "POST /api/v1/users/me/password", Map.of("newPassword", "{{password}}"));

    private final JsonNode document;
    private final Map<String, JsonNode> operations = new LinkedHashMap<>();

    private RequestsFile(JsonNode document) {
        this.document = document;
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.put(
                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
    }

    static String of(String document) {
        RequestsFile file = new RequestsFile(OpenApiDocument.parse(document));
        boolean login = file.operations.values().stream()
                .anyMatch(operation -> operation.path("operationId").asText().equals("loginLogIn"));
        StringBuilder text = new StringBuilder(login ? HEAD_WITH_LOGIN : HEAD);
        file.operations.keySet().stream()
                .sorted(Comparator.comparing(RequestsFile::phase).thenComparing(RequestsFile::place))
                .forEach(operation -> text.append(file.request(operation)));
        return text.toString();
    }

    private static int phase(String operation) {
        if (FIRST.contains(operation)) {
            return FIRST.indexOf(operation);
        }
        if (LAST.contains(operation)) {
            return 1_000 + LAST.indexOf(operation);
        }
        return operation.startsWith("DELETE ") || ENDING.contains(operation) ? 200 : 100;
    }

    /** By resource, then by path, so that objects exist before others refer to them; deletions the other way round. */
    private static String place(String operation) {
        String[] parts = operation.split(" ");
        int resource =
                List.of("/api/v1/auth", "/api/v1/users", "/api/v1/reports").indexOf(resource(parts[1]));
        boolean ending = phase(operation) == 200;
        int rank = resource < 0 ? 9 : resource;
        return "%d %s %03d %d %s"
                .formatted(
                        ending ? 9 - rank : rank,
                        resource(parts[1]),
                        ending ? 999 - parts[1].length() : parts[1].split("/").length,
                        METHODS.indexOf(parts[0]),
                        parts[1]);
    }

    private static String resource(String path) {
        String[] segments = path.split("/");
        return path.startsWith("/api/") ? "/api/" + segments[2] + "/" + segments[3] : path;
    }

    private String request(String name) {
        JsonNode operation = operations.get(name);
        String[] parts = name.split(" ");
        StringJoiner lines = new StringJoiner("\n", "\n", "\n");
        lines.add("### " + name);
        lines.add("# @name " + operation.path("operationId").asText());
        lines.add(parts[0] + " {{host}}" + path(parts[1]));
        if (!operation.path("security").isEmpty()) {
            lines.add("Authorization: Bearer {{accessToken}}");
        }
        operation.path("parameters").forEach(parameter -> header(parameter, parts[1])
                .ifPresent(lines::add));
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        if (!body.isMissingNode()) {
            lines.add("Content-Type: application/json").add("").add(body(name, resolved(body)));
        }
        return lines.toString();
    }

    private Optional<String> header(JsonNode parameter, String path) {
        return switch (parameter.path("name").asText()) {
            case "If-Match" ->
                parameter.path("required").asBoolean()
                        ? Optional.of("If-Match: {{" + id("GET " + path) + ".response.headers.ETag}}")
                        : Optional.empty();
            case "Idempotency-Key" -> Optional.of("Idempotency-Key: \"{{$guid}}\"");
            default -> Optional.empty();
        };
    }

    private String path(String path) {
        String filled = path;
        for (String segment : path.split("/")) {
            if (segment.startsWith("{")) {
                filled = filled.replace(segment, "{{" + source(path, segment) + "}}");
            }
        }
        return filled;
    }

    /**
     * Where the value of a path's parameter comes from: the response that created the object, else the first of a list.
     */
    private String source(String path, String segment) {
        String collection = path.substring(0, path.indexOf("/" + segment));
        String parameter = segment.substring(1, segment.length() - 1);
        String named = "/api/v1/" + parameter.replaceFirst("Id$", "s");
        for (String creation : List.of("POST " + collection, "POST " + named)) {
            if (operations.containsKey(creation)) {
                return id(creation) + ".response.body.$.id";
            }
        }
        return id("GET " + collection) + ".response.body.$.items[0]." + parameter;
    }

    private String id(String operation) {
        return operations.get(operation).path("operationId").asText();
    }

    private String body(String name, JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(field -> required.add(field.asText()));
        StringJoiner fields = new StringJoiner(",\n  ", "{\n  ", "\n}");
        schema.path("properties").properties().forEach(field -> {
            boolean solved = field.getKey().equals("challenge") && !name.endsWith("/login");
            if (required.isEmpty() || required.contains(field.getKey()) || solved) {
                fields.add("\"" + field.getKey() + "\": " + value(name, field.getKey(), resolved(field.getValue())));
            }
        });
        return fields.toString();
    }

    private String value(String operation, String field, JsonNode schema) {
        String known = OWN.getOrDefault(operation, Map.of()).getOrDefault(field, VALUES.get(field));
        if (known != null) {
            return "\"" + known + "\"";
        }
        if (schema.path("format").asText().equals("date-time")) {
            return "\"{{$datetime iso8601 30 d}}\"";
        }
        if (schema.has("example")) {
            return schema.get("example").toString();
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0).toString();
        }
        String words = field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return schema.path("type").asText().equals("string") ? "\"Some " + words + "\"" : "1";
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        for (JsonNode part : schema.path("allOf")) {
            found = part.has("$ref") ? part : found;
        }
        return found.has("$ref")
                ? resolved(document.at(found.get("$ref").asText().substring(1)))
                : found;
    }
}
