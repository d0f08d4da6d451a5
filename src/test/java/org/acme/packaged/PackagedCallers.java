package org.acme.packaged;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.acme.fixture.fuzz.Fuzz;

/** Callers of each role for fuzz tests of the package. {@link #withoutLimits} raises its rate limits. */
final class PackagedCallers implements Fuzz.Target {

    private static final Pattern LIMIT = Pattern.compile("(?m)^(app\\.rate-limit\\.policies\\.[a-z-]+\\.max)=");
    private static final String MANY = "100000";

    /** Created before the fuzz test, because frequent login failures make each login require a proof of work. */
    private static final int SETS = 10;

    private final Service service;
    private final List<List<String>> callers;
    private final AtomicInteger used = new AtomicInteger();

    PackagedCallers(Service service) {
        this.service = service;
        String root = token(service, Production.ADMIN);
        this.callers = IntStream.range(0, SETS).mapToObj(set -> made(root)).toList();
    }

    /** Raises all rate limits, because a fuzz test sends all requests from one network address. */
    static void withoutLimits(Map<String, String> environment) throws IOException {
        environment.put("APP_RATE_LIMIT_MAX", MANY);
        LIMIT.matcher(Files.readString(Path.of("src", "main", "resources", "application.properties")))
                .results()
                .map(limit -> limit.group(1).toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_"))
                .forEach(variable -> environment.put(variable, MANY));
    }

    private static String token(Service service, String email) {
        return Production.logIn(service.url(), email, Production.PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private JsonPath posts(String token, String path, Map<String, ?> body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(service.url() + "/api/v1" + path)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private String newToken(String root, String role) {
        String email = role + "-" + UUID.randomUUID() + "@example.com";
        posts(
                root,
                "/users",
                Map.of("email", email, "displayName", role, "role", role, "password", Production.PASSWORD));
        return token(service, email);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("localhost", service.port);
    }

    /**
     * Returns the credentials of an administrator, an editor, a viewer, an API key, and an anonymous client. Skips
     * callers whose sessions an earlier request revoked.
     */
    @Override
    public List<String> credentials() {
        return IntStream.range(0, SETS)
                .mapToObj(set -> callers.get(used.getAndIncrement() % SETS))
                .filter(set -> set.stream().limit(3).allMatch(this::isAccepted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("every session was revoked"));
    }

    private boolean isAccepted(String authorization) {
        return given().header("Authorization", authorization.substring("Authorization: ".length()))
                        .get(service.url() + "/api/v1/users/me")
                        .statusCode()
                == 200;
    }

    private List<String> made(String root) {
        String editor = newToken(root, "editor");
        String key = posts(
                        editor,
                        "/api-keys",
                        Map.of(
                                "name",
                                "robot",
                                "permissions",
                                List.of("reports:read", "reports:write"),
                                "expiresAt",
                                Instant.now().plus(7, ChronoUnit.DAYS).toString()))
                .getString("key");
        return List.of(
                bearer(newToken(root, "admin")),
                bearer(editor),
                bearer(newToken(root, "viewer")),
                "X-API-Key: " + key,
                "");
    }

    @Override
    public void letPass() {}

    @Override
    public List<String> errors() {
        return service.takeErrors();
    }
}
