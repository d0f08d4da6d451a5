package org.acme.journey;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.specification.RequestSpecification;
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

/** End-to-end scenarios, one per kind of user. They run in tests and against the packaged service. */
abstract class Journeys {

    /** Supplies the users of a scenario. */
    interface Cast {

        Actor editor();

        Actor viewer();

        Actor admin();

        Actor loggedIn(String email);
    }

    abstract Cast cast();

    @Test
    void editor_writes_a_report_with_a_colleague_and_publishes_it() {
        Actor alice = cast().editor();
        Actor bob = cast().editor();

        String report = alice.writes("First findings", "INTERNAL");
        assertProblem(bob.get("/reports/" + report), 404, "not-found");

        alice.shares(report, bob, "WRITE");
        String read = bob.get("/reports/" + report).header("ETag");
        assertThat(bob.revises(report, read, "Findings", "INTERNAL").statusCode())
                .isEqualTo(200);

        assertProblem(alice.revises(report, read, "My findings"), 412, "precondition-failed");
        String latest = alice.get("/reports/" + report).header("ETag");
        assertThat(alice.revises(report, latest, "Our findings", "INTERNAL").statusCode())
                .isEqualTo(200);

        assertThat(alice.post("/reports/" + report + "/publish", "").<String>path("status"))
                .isEqualTo("PUBLISHED");
    }

    @Test
    void viewer_finds_a_published_report_and_cannot_change_it() {
        Actor editor = cast().editor();
        Actor viewer = cast().viewer();
        String report = editor.publishes("Figures of " + editor.id());

        assertThat(viewer.get("/reports?q=" + editor.id()).<String>path("items[0].id"))
                .isEqualTo(report);
        assertThat(viewer.get("/reports/export").asString()).contains(report);
        assertProblem(viewer.revises(report, "*", "Better figures"), 403, "forbidden");
        assertProblem(viewer.delete("/reports/" + report), 403, "forbidden");
    }

    @Test
    void administrator_promotes_disables_and_deletes_a_user() {
        Actor admin = cast().admin();
        Actor carol = cast().viewer();
        String account = "/users/" + carol.id();

        assertThat(admin.patch(account, Map.of("role", "editor")).<String>path("role"))
                .isEqualTo("editor");
        Actor promoted = cast().loggedIn(carol.email());
        String report = promoted.publishes("Carol's first");

        admin.put("/reports/" + report + "/moderation-note", Map.of("moderationNote", "well done"))
                .then()
                .statusCode(204);
        assertThat(promoted.get("/reports/" + report).asString()).doesNotContain("well done");

        admin.patch(account, Map.of("status", "DISABLED")).then().statusCode(200);
        assertProblem(Actors.logIn(carol.email(), Actors.PASSWORD), 401, "invalid-credentials");
        assertThat(admin.delete(account).statusCode()).isEqualTo(204);
    }

    @Test
    void machine_publishes_with_an_api_key_until_the_key_is_revoked() {
        Actor editor = cast().editor();
        String key = editor.makesApiKey("reports:read", "reports:write");
        String report = machine(key)
                .body(Map.of("title", "By a machine", "body", "", "visibility", "INTERNAL"))
                .post("/reports")
                .path("id");
        machine(key).post("/reports/" + report + "/publish").then().statusCode(200);
        assertThat(cast().viewer().get("/reports/" + report).<String>path("owner.id"))
                .isEqualTo(editor.id().toString());

        editor.delete("/api-keys/" + editor.get("/api-keys").path("items[0].id"))
                .then()
                .statusCode(204);
        assertProblem(machine(key).get("/reports"), 401, "unauthenticated");
    }

    @Test
    void new_user_registers_enrols_a_second_factor_and_recovers_the_account() {
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

    private static RequestSpecification machine(String key) {
        return Actors.anonymous().contentType("application/json").header("X-API-Key", key);
    }
}
