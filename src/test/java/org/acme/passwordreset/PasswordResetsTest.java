package org.acme.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.acme.mail.AccountMail;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PasswordResetsTest {

    private static final Duration LIFETIME = Duration.ofDays(40);

    @Inject
    PasswordResets resets;

    @Inject
    PasswordResetService service;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static void insert(Actor actor, Instant end) {
        Sql.run(
                "insert into password_resets (user_id, token_hash, expires_at) values (?, ?, ?::timestamptz)",
                actor.id(),
                actor.email(),
                end.toString());
    }

    private static String left(Actor actor) {
        return Sql.column("select count(*) from password_resets where user_id = ?", actor.id())
                .strip();
    }

    @Test
    void purge_deletes_password_resets_when_no_earlier_message_waits() {
        Actor expired = Actors.viewer();
        Actor open = Actors.viewer();
        Instant end = Instant.now().plus(LIFETIME);
        insert(expired, end.minusSeconds(60));
        insert(open, end.plusSeconds(60));
        resets.unscopedPurge();
        assertThat(left(expired) + left(open)).isEqualTo("11");

        MovableTime.forward(LIFETIME);
        resets.unscopedPurge();
        assertThat(left(expired)).as("while a message may wait").isEqualTo("1");

        MovableTime.forward(AccountMail.LIFETIME);
        resets.unscopedPurge();
        assertThat(left(expired) + left(open)).isEqualTo("01");
    }

    /** The end of a token depends on no clock, because those of two instances can differ. */
    @Test
    void ended_password_reset_tokens_cannot_be_used_and_revoked_ones_do_not_come_back() {
        Actor alice = Actors.viewer();
        String token = alice.email();
        Instant requested = Instant.now().plusSeconds(20);
        Instant end = requested.plus(LIFETIME);
        assertThat(inTransaction(() -> replace(alice, token, requested, end))).isTrue();
        inTransaction(() -> {
            resets.unscopedVoid(EmailAddress.of(alice.email()), requested.plusSeconds(1));
            return true;
        });
        assertThat(inTransaction(() -> resets.unscopedUse(alice.id(), token)))
                .as("ended")
                .isFalse();
        assertThat(inTransaction(() -> replace(alice, token, requested, end)))
                .as("retry")
                .isTrue();
        inTransaction(() -> {
            resets.unscopedRevoke(alice.id());
            return true;
        });
        assertThat(inTransaction(() -> resets.unscopedUse(alice.id(), token)))
                .as("revoked")
                .isFalse();
        assertThat(inTransaction(() -> replace(alice, token, requested, end)))
                .as("retry after the revocation")
                .isFalse();
    }

    @Test
    void password_reset_that_an_instance_whose_clock_is_behind_gets_second_has_a_working_link() {
        Actor alice = Actors.viewer();
        Instant ahead = Instant.now().plusSeconds(20);
        assertThat(inTransaction(() -> replace(alice, "first " + alice.id(), ahead, ahead.plus(LIFETIME))))
                .isTrue();
        service.request(new RequestPasswordReset(EmailAddress.of(alice.email()), ""));

        String second = "second " + alice.id();
        Instant behind = Instant.now();
        assertThat(inTransaction(() -> replace(alice, second, behind, behind.plus(LIFETIME))))
                .as("the message of the second request is sent")
                .isTrue();
        assertThat(inTransaction(() -> resets.unscopedUse(alice.id(), second))).isTrue();
    }

    @Test
    void new_password_reset_does_not_bring_back_a_link_that_was_revoked_by_an_instance_whose_clock_is_behind() {
        Actor alice = Actors.viewer();
        String token = alice.email();
        Instant ahead = Instant.now().plusSeconds(20);
        assertThat(inTransaction(() -> replace(alice, token, ahead, ahead.plus(LIFETIME))))
                .isTrue();
        alice.post("/users/me/password", Map.of("currentPassword", Actors.PASSWORD, "newPassword", "another good one"))
                .then()
                .statusCode(204);
        service.request(new RequestPasswordReset(EmailAddress.of(alice.email()), ""));
        assertThat(inTransaction(() -> replace(alice, token, ahead, ahead.plus(LIFETIME))))
                .as("retry")
                .isFalse();
    }

    @Test
    void password_reset_link_that_an_instance_whose_clock_is_behind_has_used_does_not_come_back() {
        Actor alice = Actors.viewer();
        String token = "used " + alice.id();
        Instant ahead = Instant.now().plusSeconds(20);
        assertThat(inTransaction(() -> replace(alice, Tokens.hash(token), ahead, ahead.plus(LIFETIME))))
                .isTrue();
        service.reset(new ResetPassword(token, "another good one"));
        assertThat(inTransaction(() -> replace(alice, Tokens.hash(token), ahead, ahead.plus(LIFETIME))))
                .as("retry")
                .isFalse();
    }

    private boolean replace(Actor actor, String token, Instant requested, Instant end) {
        return resets.unscopedReplace(actor.id(), token, requested, end);
    }

    private static boolean inTransaction(Callable<Boolean> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
