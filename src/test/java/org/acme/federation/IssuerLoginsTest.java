package org.acme.federation;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.ExternalIssuer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.acme.fixture.TestIssuer;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// external-issuer-only:file
@QuarkusTest
@TestProfile(ExternalIssuer.class)
class IssuerLoginsTest {

    private static final String COUNT = "select count(*) from issuer_logins";

    @Inject
    IssuerLogins logins;

    @Inject
    ExternalIdentities identities;

    @Inject
    EntityManager database;

    private final String login = UUID.randomUUID().toString();

    @BeforeEach
    void stopClock() {
        MovableTime.stop();
    }

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private Actor user() {
        JwtClaims claims = TestIssuer.claims("user-" + login);
        claims.setClaim("sid", login);
        return new Actor(null, null, TestIssuer.running().signed(claims));
    }

    private static void logOut(Consumer<JwtClaims> change) {
        JwtClaims claims = TestIssuer.logoutClaims();
        change.accept(claims);
        Actors.anonymous()
                .contentType("application/x-www-form-urlencoded")
                .body("logout_token=" + TestIssuer.running().logoutToken(claims))
                .post("/auth/backchannel-logout")
                .then()
                .statusCode(200);
    }

    @Test
    void login_that_ended_at_the_issuer_stays_ended_after_the_purge() {
        assertThat(user().get("/users/me").statusCode()).isEqualTo(200);
        logOut(claims -> claims.setClaim("sid", login));
        MovableTime.forward(Duration.ofDays(399));
        logins.purge();
        assertProblem(user().get("/users/me"), 401, "unauthenticated");
    }

    @Test
    void ended_login_whose_tokens_are_still_presented_is_never_forgotten() {
        assertThat(user().get("/users/me").statusCode()).isEqualTo(200);
        logOut(claims -> claims.setClaim("sid", login));
        for (int years = 0; years < 2; years++) {
            MovableTime.forward(Duration.ofDays(365));
            assertProblem(user().get("/users/me"), 401, "unauthenticated");
            logins.purge();
        }
        MovableTime.forward(Duration.ofDays(1));
        assertProblem(user().get("/users/me"), 401, "unauthenticated");
    }

    @Test
    void administrator_whose_role_the_issuer_has_withdrawn_does_not_prevent_the_configured_one() {
        UUID user = UUID.fromString(user().get("/users/me").path("id"));
        String issuer = Sql.column("select issuer from external_identities where user_id = ?", user)
                .strip();
        QuarkusTransaction.begin();
        try {
            update("update users set role = 'VIEWER'");
            assertThat(identities.haveAdmin(issuer)).isFalse();
            update("update users set role = 'ADMIN' where id = '" + user + "'");
            assertThat(identities.haveAdmin(issuer)).isTrue();
            assertThat(identities.haveAdmin("https://former.example"))
                    .as("an administrator of another issuer cannot log in")
                    .isFalse();
            update("update users set role_withdrawn = true");
            assertThat(identities.haveAdmin(issuer)).isFalse();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private void update(String statement) {
        database.createNativeQuery(statement).executeUpdate();
    }

    @Test
    void logins_are_purged_when_no_token_of_them_can_be_valid() {
        logOut(claims -> claims.setClaim("sid", login));
        assertThat(Sql.column(COUNT).strip()).isNotEqualTo("0");
        MovableTime.forward(Duration.ofDays(401));
        logins.purge();
        assertThat(Sql.column(COUNT).strip()).isEqualTo("0");
    }
}
