package org.acme.owasp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLSchema;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.application.Permissions;
import org.acme.application.Role;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.GraphQl;
import org.acme.fixture.GraphQlOperations;
import org.acme.fixture.Json;
import org.acme.fixture.Routes;
import org.acme.fixture.TestIssuer;
import org.acme.problem.ProblemCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Declares which callers may call each operation, and derives which may not. Routes and GraphQL operations are read
 * from the running application: an operation without a row fails, and so does a row without an operation.
 */
@Tag("API5")
@QuarkusTest
class AccessMatrixTest {

    private static final String ANONYMOUS = "anonymous";
    private static final String FORGER = "forger";
    private static final String VIEWER = "viewer";
    private static final String EDITOR = "editor";
    private static final String ADMIN = "admin";

    /** An API key of an administrator with every permission that an API key can have. */
    private static final String ADMIN_KEY = "admin's key";

    /** Each also names the API key of an administrator that has this permission only. */
    private static final Set<String> GRANTABLE = Role.ADMIN.permissions().stream()
            .filter(permission -> !permission.equals(Permissions.ACCOUNT))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> NO_CALLER = Set.of();

    /** One login of each role. */
    private static final Set<String> USERS = Set.of(VIEWER, EDITOR, ADMIN);

    private static final Set<String> ALL_CALLERS = Stream.of(USERS, GRANTABLE, Set.of(ANONYMOUS, FORGER, ADMIN_KEY))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** Administrators who have logged in recently, which an API key cannot. */
    private static final Set<String> ADMIN_LOGINS = Set.of(ADMIN);

    private static Set<String> with(Set<String> callers, String... more) {
        return Stream.concat(callers.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    /** All users, and API keys with this permission. */
    private static Set<String> readers(String permission) {
        return with(USERS, ADMIN_KEY, permission);
    }

    /** Editors and administrators, and API keys with this permission. */
    private static Set<String> writers(String permission) {
        return Set.of(EDITOR, ADMIN, ADMIN_KEY, permission);
    }

    /** Administrators, and API keys with this permission. */
    private static Set<String> admins(String permission) {
        return Set.of(ADMIN, ADMIN_KEY, permission);
    }

    /** The callers that each REST route admits. */
    private static final Map<String, Set<String>> MATRIX = new TreeMap<>(Map.ofEntries(
            Map.entry("POST /api/v1/auth/login", ALL_CALLERS),
            Map.entry("POST /api/v1/auth/refresh", ALL_CALLERS),
            Map.entry("POST /api/v1/auth/register", ALL_CALLERS),
            Map.entry("POST /api/v1/auth/verify-email", ALL_CALLERS),
            Map.entry("POST /api/v1/auth/password-reset", ALL_CALLERS),
            Map.entry("POST /api/v1/auth/password-reset/confirm", ALL_CALLERS),
            Map.entry("GET /api/v1/auth/challenge", ALL_CALLERS),
            Map.entry("GET /api/v1/settings", admins(Permissions.SETTINGS_READ)),
            Map.entry("GET /api/v1/settings/{key}", admins(Permissions.SETTINGS_READ)),
            Map.entry("PUT /api/v1/settings/{key}", ADMIN_LOGINS),
            Map.entry("GET /.well-known/jwks.json", ALL_CALLERS),
            Map.entry("POST /api/v1/auth/reauthenticate", USERS),
            Map.entry("POST /api/v1/auth/logout", USERS),
            Map.entry("GET /api/v1/auth/sessions", USERS),
            Map.entry("DELETE /api/v1/auth/sessions", USERS),
            Map.entry("DELETE /api/v1/auth/sessions/{id}", USERS),
            Map.entry("GET /api/v1/users/me", USERS),
            Map.entry("PATCH /api/v1/users/me", USERS),
            Map.entry("POST /api/v1/users/me/password", USERS),
            Map.entry("POST /api/v1/users/me/totp", USERS),
            Map.entry("POST /api/v1/users/me/totp/confirm", USERS),
            Map.entry("DELETE /api/v1/users/me/totp", USERS),
            Map.entry("POST /api/v1/api-keys", USERS),
            Map.entry("GET /api/v1/api-keys", USERS),
            Map.entry("DELETE /api/v1/api-keys/{id}", USERS),
            Map.entry("GET /api/v1/audit-events", admins(Permissions.AUDIT_READ)),
            Map.entry("GET /api/v1/users", readers(Permissions.USERS_READ)),
            Map.entry("GET /api/v1/users/{id}", readers(Permissions.USERS_READ)),
            Map.entry("POST /api/v1/users", ADMIN_LOGINS),
            Map.entry("PATCH /api/v1/users/{id}", admins(Permissions.USERS_UPDATE)),
            Map.entry("DELETE /api/v1/users/{id}", ADMIN_LOGINS),
            Map.entry("GET /api/v1/reports", readers(Permissions.REPORTS_READ)),
            Map.entry("GET /api/v1/reports/export", readers(Permissions.REPORTS_READ)),
            Map.entry("GET /api/v1/reports/search", readers(Permissions.REPORTS_READ)),
            Map.entry("GET /api/v1/reports/{id}", readers(Permissions.REPORTS_READ)),
            Map.entry("POST /api/v1/reports", writers(Permissions.REPORTS_WRITE)),
            Map.entry("PUT /api/v1/reports/{id}", writers(Permissions.REPORTS_WRITE)),
            Map.entry("DELETE /api/v1/reports/{id}", writers(Permissions.REPORTS_WRITE)),
            Map.entry("POST /api/v1/reports/{id}/publish", writers(Permissions.REPORTS_WRITE)),
            Map.entry("POST /api/v1/reports/{id}/archive", writers(Permissions.REPORTS_WRITE)),
            Map.entry("GET /api/v1/reports/{id}/shares", writers(Permissions.REPORTS_WRITE)),
            Map.entry("PUT /api/v1/reports/{id}/shares/{userId}", writers(Permissions.REPORTS_WRITE)),
            Map.entry("DELETE /api/v1/reports/{id}/shares/{userId}", writers(Permissions.REPORTS_WRITE)),
            Map.entry("PUT /api/v1/reports/{id}/moderation-note", admins(Permissions.REPORTS_MODERATE)),
            // webhook-only:begin
            Map.entry("POST /api/v1/webhooks", writers(Permissions.REPORTS_WRITE)),
            Map.entry("GET /api/v1/webhooks", writers(Permissions.REPORTS_WRITE)),
            Map.entry("DELETE /api/v1/webhooks/{id}", writers(Permissions.REPORTS_WRITE)),
            Map.entry("GET /api/v1/webhooks/{id}/deliveries", writers(Permissions.REPORTS_WRITE)),
            // webhook-only:end
            Map.entry("POST /graphql", ALL_CALLERS),
            Map.entry("POST /api/v1/lenient", ALL_CALLERS),
            Map.entry("GET /api/v1/slow", ALL_CALLERS),
            Map.entry("GET /api/v1/defective", ALL_CALLERS),
            Map.entry("GET /api/v1/forgotten", NO_CALLER)));

    // external-issuer-only:begin
    /** Rows of the built-in login, which do not exist with an external issuer. */
    private static final Set<String> OF_OWN_LOGIN = Set.of(
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/refresh",
            "POST /api/v1/auth/reauthenticate",
            "POST /api/v1/auth/register",
            "POST /api/v1/auth/verify-email",
            "POST /api/v1/auth/password-reset",
            "POST /api/v1/auth/password-reset/confirm",
            "GET /api/v1/auth/challenge",
            "GET /.well-known/jwks.json",
            "POST /api/v1/users/me/password",
            "POST /api/v1/users/me/totp",
            "POST /api/v1/users/me/totp/confirm",
            "DELETE /api/v1/users/me/totp");

    /** Rows that exist with an external issuer only. */
    private static final Map<String, Set<String>> OF_EXTERNAL_ISSUER = Map.of(
            "POST /api/v1/auth/backchannel-logout", ALL_CALLERS, "PUT /api/v1/users/{id}/identity", ADMIN_LOGINS);
    // external-issuer-only:end

    private static Map<String, Set<String>> matrix() {
        Map<String, Set<String>> rows = new TreeMap<>(MATRIX);
        // external-issuer-only:begin
        if (TestIssuer.isInUse()) {
            rows.keySet().removeAll(OF_OWN_LOGIN);
            rows.putAll(OF_EXTERNAL_ISSUER);
        }
        // external-issuer-only:end
        return rows;
    }

    /** The callers that each GraphQL operation admits. */
    private static final Map<String, Set<String>> GRAPH = new TreeMap<>(Map.ofEntries(
            Map.entry("query me", USERS),
            Map.entry("query user", readers(Permissions.USERS_READ)),
            Map.entry("query users", readers(Permissions.USERS_READ)),
            Map.entry("query report", readers(Permissions.REPORTS_READ)),
            Map.entry("query reports", readers(Permissions.REPORTS_READ)),
            Map.entry("mutation createReport", writers(Permissions.REPORTS_WRITE)),
            Map.entry("mutation reviseReport", writers(Permissions.REPORTS_WRITE)),
            Map.entry("mutation publishReport", writers(Permissions.REPORTS_WRITE)),
            Map.entry("query forgotten", NO_CALLER)));

    /** Paths that the framework serves outside JAX-RS in tests. Production does not serve them. */
    private static final Set<String> FRAMEWORK = Set.of("/q/");

    @Inject
    Router router;

    @Inject
    GraphQLSchema schema;

    @AfterEach
    void removeOwnersOfKeys() {
        Actors.removeOtherAdmins();
    }

    @Test
    void every_rest_route_is_in_the_access_matrix_and_every_row_is_a_route() {
        assertThat(Routes.all()).isEqualTo(matrix().keySet());
    }

    @Test
    void every_role_is_among_the_callers_of_the_access_matrix() {
        assertThat(USERS)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Role.values()).map(Role::key).toList());
    }

    @Test
    void no_route_exists_outside_the_api() {
        List<String> others = router.getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .filter(path -> FRAMEWORK.stream().noneMatch(path::startsWith))
                .filter(path -> !path.equals("/"))
                .toList();
        assertThat(others).isEmpty();
    }

    @Test
    void each_rest_operation_admits_exactly_the_callers_in_its_row_of_the_access_matrix() {
        Map<String, Supplier<RequestSpecification>> callers = callers();
        assertThat(callers.keySet()).isEqualTo(ALL_CALLERS);
        List<String> mistakes = new ArrayList<>();
        matrix().forEach((route, allowed) -> {
            EmptyWindows.letThemPass();
            for (String who : callers.keySet()) {
                int status = call(route, callers.get(who).get());
                if (!isRight(status, who, allowed.contains(who))) {
                    mistakes.add(who + " " + route + " answered " + status);
                }
            }
        });
        assertThat(mistakes).isEmpty();
    }

    @Test
    void every_graphql_operation_is_in_the_access_matrix_and_every_row_is_an_operation() {
        assertThat(GraphQlOperations.of(schema)).isEqualTo(GRAPH.keySet());
    }

    @Test
    void each_graphql_operation_admits_exactly_the_callers_in_its_row_of_the_access_matrix() {
        Map<String, Supplier<RequestSpecification>> callers = callers();
        assertThat(callers.keySet()).isEqualTo(ALL_CALLERS);
        List<String> mistakes = new ArrayList<>();
        GRAPH.forEach((operation, allowed) -> {
            EmptyWindows.letThemPass();
            String document = GraphQlOperations.document(schema, operation);
            for (String who : callers.keySet()) {
                Response answer = GraphQl.ask(callers.get(who).get(), document);
                int status = statusOf(answer);
                if (answer.statusCode() != 200 || !isRight(status, who, allowed.contains(who))) {
                    mistakes.add(who + " " + operation + " answered " + answer.asString());
                }
            }
        });
        assertThat(mistakes).isEmpty();
    }

    /** Returns the status that the same failure has in REST. */
    private static int statusOf(Response answer) {
        String code = Json.of(answer).at("/errors/0/extensions/code").textValue();
        return code == null
                ? 200
                : ProblemCode.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'))
                        .status();
    }

    /**
     * A refused caller gets 401 or 403. An admitted caller passes authorization and gets another status such as 200,
     * 400 or 404.
     */
    private static boolean isRight(int status, String who, boolean may) {
        boolean refused = status == 401 || status == 403;
        boolean proven = !who.equals(ANONYMOUS) && !who.equals(FORGER);
        return may ? !refused && status < 500 : status == (proven ? 403 : 401);
    }

    /** Each call uses a new session, because some operations revoke it. */
    private static Map<String, Supplier<RequestSpecification>> callers() {
        Actor viewer = Actors.viewer();
        Actor editor = Actors.editor();
        Map<String, Supplier<RequestSpecification>> callers = new TreeMap<>();
        callers.put(ANONYMOUS, Actors::anonymous);
        callers.put(FORGER, () -> Actors.anonymous().header("Authorization", "Bearer forged"));
        callers.put(VIEWER, () -> Actors.again(viewer).calling());
        callers.put(EDITOR, () -> Actors.again(editor).calling());
        callers.put(ADMIN, () -> Actors.again(Actors.admin()).calling());
        callers.put(ADMIN_KEY, key(GRANTABLE.toArray(String[]::new)));
        GRANTABLE.forEach(permission -> callers.put(permission, key(permission)));
        return callers;
    }

    /** Of its own user, because the keys of a user share rate limits. */
    private static Supplier<RequestSpecification> key(String... permissions) {
        String key = Actors.newActor("admin").makesApiKey(permissions);
        return () -> Actors.anonymous().header("X-API-Key", key);
    }

    /** Calls an operation with unknown ids and an empty body: it passes authorization and changes nothing. */
    private static int call(String route, RequestSpecification caller) {
        String[] methodAndPath = route.split(" ");
        String path = methodAndPath[1].replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        RequestSpecification request = given().spec(caller).basePath("");
        if (!methodAndPath[0].equals("GET") && !methodAndPath[0].equals("DELETE")) {
            request = request.contentType("application/json").body("{}");
        }
        return request.request(methodAndPath[0], path).statusCode();
    }
}
