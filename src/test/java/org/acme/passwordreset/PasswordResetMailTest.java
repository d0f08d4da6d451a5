package org.acme.passwordreset;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.mail.EmailMessage;
import org.acme.mail.MailRequest;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PasswordResetMailTest {

    @Inject
    PasswordResetMail template;

    @Inject
    Clock clock;

    private static MailRequest request(Actor actor, Instant at) {
        return new MailRequest(UUID.randomUUID(), EmailAddress.of(actor.email()), null, null, at);
    }

    private String token(MailRequest request) {
        String text = template.message(request).orElseThrow().text();
        return text.replaceFirst("(?s).*#token=([A-Za-z0-9_-]{43})\\s.*", "$1");
    }

    private static Response reset(String token) {
        return Actors.post("/auth/password-reset/confirm", Map.of("token", token, "newPassword", "another good one"));
    }

    /** The mail server may accept a message after the timeout. */
    @Test
    void retry_of_a_password_reset_mail_has_the_same_link_and_is_not_sent_when_the_link_was_used() {
        Actor alice = Actors.editor();
        MailRequest request = request(alice, clock.instant());
        String delivered = token(request);
        assertThat(token(request)).isEqualTo(delivered).isNotEqualTo(token(request(Actors.editor(), clock.instant())));
        reset(delivered).then().statusCode(204);
        assertThat(template.message(request)).isEmpty();
        assertProblem(reset(delivered), 400, "validation-failed");
    }

    @Test
    void retry_of_an_earlier_password_reset_mail_does_not_invalidate_a_newer_link() {
        Actor alice = Actors.editor();
        MailRequest earlier = request(alice, clock.instant());
        MailRequest newer = request(alice, earlier.requestedAt().plusMillis(1));
        token(earlier);
        String newest = token(newer);
        assertThat(template.message(earlier)).isEmpty();
        reset(newest).then().statusCode(204);
    }

    @Test
    void disabled_account_gets_no_password_reset_mail() {
        Actor alice = Actors.editor();
        assertThat(template.message(request(alice, clock.instant()))).isPresent();
        Actors.admin()
                .patch("/users/" + alice.id(), Map.of("status", "DISABLED"))
                .then()
                .statusCode(200);
        assertThat(template.message(request(alice, clock.instant()))).isEmpty();
    }

    @Test
    void reset_link_of_a_disabled_account_stays_invalid_after_the_account_is_enabled_again() {
        Actor alice = Actors.editor();
        Actor admin = Actors.admin();
        MailRequest request = request(alice, clock.instant());
        String token = token(request);
        for (String status : List.of("DISABLED", "ACTIVE")) {
            admin.patch("/users/" + alice.id(), Map.of("status", status)).then().statusCode(200);
        }
        assertProblem(reset(token), 400, "validation-failed");
        Actors.post("/auth/password-reset", Map.of("email", alice.email(), "challenge", Challenges.solved()));
        assertThat(template.message(request)).as("a late retry").isEmpty();
        assertThat(template.message(request(alice, clock.instant()))).isPresent();
    }

    @Test
    void password_reset_mail_that_is_written_beside_a_change_of_the_password_is_not_sent() throws SQLException {
        Actor alice = Actors.editor();
        MailRequest request = request(alice, clock.instant());
        CompletableFuture<Optional<EmailMessage>> message;
        try (Sql.Transaction change = Sql.begin(
                "update users set password_changed_at = ?::timestamptz + interval '1 second' where id = ?",
                request.requestedAt().toString(),
                alice.id())) {
            message = Parallel.begin(() -> template.message(request));
            change.awaitWaiting();
            change.commit();
        }
        assertThat(message.join()).isEmpty();
    }

    @Test
    void parallel_password_reset_mails_of_one_account_leave_one_token() {
        Actor alice = Actors.editor();
        Instant now = clock.instant();
        List<Optional<EmailMessage>> messages = Parallel.times(16, () -> template.message(request(alice, now)));
        assertThat(messages).allMatch(Optional::isPresent);
        assertThat(Sql.column("select count(*) from password_resets where user_id = ?", alice.id())
                        .strip())
                .isEqualTo("1");
    }
}
