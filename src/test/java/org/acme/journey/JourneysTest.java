package org.acme.journey;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Challenges;
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JourneysTest extends Journeys {

    @Override
    Cast cast() {
        return new Cast() {
            @Override
            public Actor editor() {
                return Actors.editor();
            }

            @Override
            public Actor viewer() {
                return Actors.viewer();
            }

            @Override
            public Actor admin() {
                return Actors.admin();
            }

            @Override
            public Actor loggedIn(String email) {
                return Actors.loggedIn(email);
            }
        };
    }

    @Test
    void somebody_new_registers_secures_the_account_and_gets_back_in_after_losing_everything() {
        String email = "dora-" + UUID.randomUUID() + "@example.com";
        Actors.post(
                        "/auth/register",
                        Map.of(
                                "email",
                                email,
                                "displayName",
                                "Dora",
                                "password",
                                "a horse of my own",
                                "challenge",
                                Challenges.solved()))
                .then()
                .statusCode(202);
        Actors.post("/auth/verify-email", Map.of("token", MailServer.tokenSentTo(email)))
                .then()
                .statusCode(204);
        String first = Actors.logIn(email, "a horse of my own").path("accessToken");
        Actor dora = new Actor(UUID.fromString(Tokens.claim(first, "sub")), email, first);
        Authenticator phone = Authenticator.enrolledBy(dora);

        Actors.post("/auth/password-reset", Map.of("email", email, "challenge", Challenges.solved()))
                .then()
                .statusCode(202);
        Actors.post(
                        "/auth/password-reset/confirm",
                        Map.of("token", MailServer.tokenSentTo(email), "newPassword", "a donkey of my own"))
                .then()
                .statusCode(204);
        assertProblem(dora.get("/users/me"), 401, "unauthenticated");
        assertProblem(Actors.logIn(email, "a donkey of my own"), 401, "otp-required");
        String recovered = Actors.logIn(
                        email, "a donkey of my own", phone.recoveryCodes().get(3))
                .path("accessToken");
        Actor again = new Actor(dora.id(), email, recovered);
        assertThat(again.get("/users/me").<String>path("displayName")).isEqualTo("Dora");
        MovableTime.backToToday();
    }
}
