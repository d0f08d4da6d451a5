package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.MovableTime;
import org.acme.fixture.PreparedStatements;
import org.acme.fixture.QuietPort;
import org.acme.fixture.Sql;
import org.acme.fixture.TestIssuer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// external-issuer-only:file
/** Roles and strength of authentication from claims of an external issuer. */
@Tag("API2")
@QuarkusTest
@TestProfile(Api02IssuerRolesTest.Claims.class)
class Api02IssuerRolesTest {

    public static class Claims implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(TestIssuer.settings(QuietPort.choose()));
            settings.put("app.issuer.role-claim", "/realm_access/roles");
            settings.put("app.issuer.roles", "admin:bosses,editor:writers,viewer:staff");
            settings.put("app.issuer.recent-login-acr", "silver,gold");
            return settings;
        }
    }

    @Inject
    EntityManagerFactory database;

    private TestIssuer issuer;
    private String subject;

    @BeforeEach
    void issuer() {
        issuer = TestIssuer.running();
        subject = "user-" + UUID.randomUUID();
    }

    private Actor with(Consumer<JwtClaims> change) {
        JwtClaims claims = TestIssuer.claims(subject);
        change.accept(claims);
        return new Actor(null, null, issuer.signed(claims));
    }

    private Actor in(String... groups) {
        return with(claims -> claims.setClaim("realm_access", Map.of("roles", List.of(groups))));
    }

    private static String role(Actor actor) {
        Response me = actor.get("/users/me");
        me.then().statusCode(200);
        return me.path("role");
    }

    @Test
    void claimed_role_becomes_the_role_of_a_new_account() {
        assertThat(role(in("writers", "unknown"))).isEqualTo("editor");
        assertThat(in("writers").get("/reports").statusCode()).isEqualTo(200);
        assertThat(in("writers").get("/settings").statusCode()).isEqualTo(403);
    }

    @Test
    void token_without_a_known_role_has_access_to_the_own_account_only() {
        for (Actor actor : List.of(in("admin", "unknown"), with(claims -> {}))) {
            assertThat(role(actor)).isEqualTo("viewer");
            assertProblem(actor.get("/reports"), 403, "forbidden");
        }
    }

    @Test
    void role_that_the_issuer_gives_or_withdraws_counts_from_the_next_login_and_token() {
        assertThat(role(in("staff"))).isEqualTo("viewer");
        MovableTime.forward(Duration.ofSeconds(1));
        Actor promoted = in("bosses");
        assertThat(role(promoted)).isEqualTo("admin");
        assertThat(promoted.get("/settings").statusCode()).isEqualTo(200);
        Response changes = promoted.get("/audit-events?limit=100&type=role-changed");
        assertThat(changes.<List<Map<String, Object>>>path("items"))
                .filteredOn(event -> promoted.get("/users/me").path("id").equals(event.get("subject")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.get("actor")).isNull();
                    assertThat(event.get("details")).isEqualTo(Map.of("from", "viewer", "to", "admin"));
                });

        JwtClaims claims = TestIssuer.claims(subject);
        claims.setClaim("realm_access", Map.of("roles", List.of("bosses")));
        Actor before = new Actor(null, null, issuer.signed(claims));
        assertThat(before.get("/settings").statusCode()).isEqualTo(200);
        claims.setClaim("realm_access", Map.of("roles", List.of("staff")));
        Actor after = new Actor(null, null, issuer.signed(claims));
        assertThat(after.get("/settings").statusCode()).isEqualTo(403);
    }

    @Test
    void unused_token_from_before_a_withdrawal_does_not_restore_the_role() {
        assertThat(role(in("bosses"))).isEqualTo("admin");
        MovableTime.forward(Duration.ofSeconds(1));
        Actor unused = in("bosses");
        MovableTime.forward(Duration.ofSeconds(1));
        assertThat(role(in("staff"))).isEqualTo("viewer");
        assertThat(role(unused)).isEqualTo("viewer");
        assertThat(unused.get("/settings").statusCode()).isEqualTo(403);
    }

    @Test
    void role_that_the_issuer_withdraws_during_a_session_is_withdrawn_from_api_keys() {
        JwtClaims claims = strong(subject, "bosses");
        String key = new Actor(null, null, issuer.signed(claims)).makesApiKey("settings:read");
        assertThat(withKey(key)).isEqualTo(200);

        giveLater(claims, "staff");
        assertThat(role(new Actor(null, null, issuer.signed(claims)))).isEqualTo("viewer");
        assertThat(withKey(key)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff", "bosses"})
    void api_keys_of_a_user_without_any_role_at_the_issuer_have_access_to_the_own_account_only(String former) {
        JwtClaims claims = strong(subject, former);
        Actor user = new Actor(null, null, issuer.signed(claims));
        String key = user.makesApiKey("reports:read");
        assertThat(withKey(key, "/reports")).isEqualTo(200);

        giveLater(claims, "former-staff");
        assertProblem(new Actor(null, null, issuer.signed(claims)).get("/reports"), 403, "forbidden");
        assertThat(withKey(key, "/reports")).isEqualTo(403);

        giveLater(claims, former);
        assertThat(new Actor(null, null, issuer.signed(claims)).get("/reports").statusCode())
                .isEqualTo(200);
        assertThat(withKey(key, "/reports")).isEqualTo(200);
    }

    @Test
    void role_that_an_administrator_set_is_withdrawn_from_api_keys_when_the_issuer_gives_none() {
        JwtClaims claims = strong(subject, "bosses");
        Actor user = new Actor(null, null, issuer.signed(claims));
        String key = user.makesApiKey("reports:read");
        Actor admin = new Actor(null, null, issuer.signed(strongAdministrator()));
        String path = "/users/" + user.get("/users/me").path("id");
        admin.patch(path, Map.of("role", "editor")).then().statusCode(200);
        assertThat(withKey(key, "/reports")).isEqualTo(200);

        giveLater(claims, "former-staff");
        assertProblem(new Actor(null, null, issuer.signed(claims)).get("/reports"), 403, "forbidden");
        assertThat(withKey(key, "/reports")).isEqualTo(403);
        admin.get(path).then().body("role", is("editor"));
    }

    @Test
    void withdrawn_role_that_an_administrator_gives_again_is_audited() {
        String id = in("staff").get("/users/me").path("id");
        MovableTime.forward(Duration.ofSeconds(1));
        assertProblem(in("former-staff").get("/reports"), 403, "forbidden");
        Actor admin = new Actor(null, null, issuer.signed(strongAdministrator()));
        admin.patch("/users/" + id, Map.of("role", "viewer")).then().statusCode(200);
        assertThat(admin.get("/audit-events?limit=100&type=role-changed").<List<Map<String, Object>>>path("items"))
                .filteredOn(event -> id.equals(event.get("subject")))
                .extracting(event -> event.get("details"))
                .contains(Map.of("from", "none", "to", "viewer"));
    }

    private static JwtClaims strongAdministrator() {
        return strong("administrator-" + UUID.randomUUID(), "bosses");
    }

    /** Claims with which sensitive operations are allowed. */
    private static JwtClaims strong(String subject, String group) {
        JwtClaims claims = TestIssuer.claims(subject);
        claims.setClaim("realm_access", Map.of("roles", List.of(group)));
        claims.setClaim("acr", "gold");
        return claims;
    }

    /** The next token has another group. */
    private static void giveLater(JwtClaims claims, String group) {
        MovableTime.forward(Duration.ofSeconds(1));
        claims.setIssuedAt(NumericDate.fromSeconds(TestIssuer.now()));
        claims.setClaim("realm_access", Map.of("roles", List.of(group)));
    }

    private static int withKey(String key) {
        return withKey(key, "/settings");
    }

    private static int withKey(String key, String path) {
        return Actors.anonymous().header("X-API-Key", key).get(path).statusCode();
    }

    @Test
    void role_that_an_administrator_changed_here_is_not_restored_by_the_claim() {
        String id = in("bosses").get("/users/me").path("id");
        Sql.run("update users set role = 'VIEWER' where id = ?", UUID.fromString(id));
        MovableTime.forward(Duration.ofSeconds(2));
        Actor later = in("bosses");
        assertThat(role(later)).isEqualTo("viewer");
        assertProblem(later.get("/settings"), 403, "forbidden");

        later.get("/reports").then().statusCode(200);
        PreparedStatements.assertOneForEachListOf(later, database);
    }

    @Test
    void sensitive_operation_requires_an_accepted_acr_and_names_it() {
        Map<String, Object> request = Map.of("subject", "x");
        String path = "/users/" + UUID.randomUUID() + "/identity";
        Response refusal = in("bosses").put(path, request);
        assertProblem(refusal, 401, "reauthentication-required");
        assertThat(refusal.header("WWW-Authenticate"))
                .isEqualTo(
                        "Bearer error=\"insufficient_user_authentication\", max_age=300, acr_values=\"silver gold\"");
        Actor strong = with(claims -> {
            claims.setClaim("realm_access", Map.of("roles", List.of("bosses")));
            claims.setClaim("acr", "gold");
        });
        assertProblem(strong.put(path, request), 404, "not-found");
        assertThat(Actors.anonymous().get("/users/me").statusCode()).isEqualTo(401);
    }
}
