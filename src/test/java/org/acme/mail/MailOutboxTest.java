package org.acme.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.MailServer;
import org.acme.fixture.Sql;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class MailOutboxTest {

    @Inject
    MailOutbox outbox;

    @Inject
    MailWorker round;

    @Inject
    MailQueue queue;

    @Inject
    Clock clock;

    @Inject
    MeterRegistry metrics;

    private final Actor carol = Actors.viewer();
    private final String email = carol.email();

    private void addMessage() {
        outbox.addPasswordReset(EmailAddress.of(email));
    }

    /** Makes the messages to an account wait until the current transaction ends. */
    private void lock(Actor actor) {
        Sql.run(
                "insert into password_resets (user_id, token_hash, expires_at) values (?, ?, now())",
                actor.id(),
                actor.email());
    }

    @Test
    void mail_of_a_rolled_back_transaction_is_not_sent() {
        QuarkusTransaction.begin();
        addMessage();
        QuarkusTransaction.rollback();
        round.run();
        assertThat(Sql.column("select email from account_mails")).doesNotContain(email);
        assertThat(MailServer.count(email)).isZero();
    }

    @Test
    void sent_mail_is_counted_and_removed_from_the_outbox() {
        double before = accepted();
        QuarkusTransaction.requiringNew().run(this::addMessage);
        MailServer.tokenSentTo(email);
        Eventually.holds(
                () -> assertThat(Sql.column("select email from account_mails")).doesNotContain(email));
        round.run();
        assertThat(MailServer.count(email)).isEqualTo(1);
        assertThat(accepted()).isGreaterThan(before);
    }

    private double accepted() {
        return metrics.get("palisade.mail.attempts")
                .tag("outcome", "accepted")
                .counter()
                .count();
    }

    @Test
    void mails_of_locked_accounts_do_not_delay_other_mails() {
        List<Actor> locked = List.of(Actors.viewer(), Actors.viewer(), Actors.viewer());
        QuarkusTransaction.begin();
        locked.forEach(this::lock);
        locked.forEach(actor ->
                QuarkusTransaction.requiringNew().run(() -> outbox.addPasswordReset(EmailAddress.of(actor.email()))));

        QuarkusTransaction.requiringNew().run(this::addMessage);

        Eventually.holds(() -> assertThat(MailServer.count(email)).isEqualTo(1));
        QuarkusTransaction.rollback();
    }

    /** Of mails that hang: each waits for the lock on the password reset that it would replace. */
    private static void insertFailed(Actor actor, int mails) {
        QuarkusTransaction.requiringNew()
                .run(() -> Sql.run(
                        "insert into account_mails (id, kind, email, expires_at, next_attempt_at, attempts)"
                                + " select gen_random_uuid(), 'PASSWORD_RESET', ?, now() + interval '1 hour', now(), 1"
                                + " from generate_series(1, " + mails + ")",
                        actor.email()));
    }

    private static int waiting() {
        return Integer.parseInt(
                Sql.column("select count(*) from pg_locks where not granted").strip());
    }

    @Test
    void mails_that_failed_before_and_hang_again_do_not_delay_new_ones() {
        Actor locked = Actors.viewer();
        QuarkusTransaction.begin();
        lock(locked);
        insertFailed(locked, 24);
        round.wake();
        Eventually.holds(() -> assertThat(waiting()).isPositive());

        QuarkusTransaction.requiringNew().run(this::addMessage);

        Eventually.holds(() -> assertThat(MailServer.count(email)).isEqualTo(1));
        assertThat(waiting()).as("retries that hang").isLessThanOrEqualTo(2);
        QuarkusTransaction.rollback();
        Sql.run("delete from account_mails where email = ?", locked.email());
    }

    /** Only two are sent at a time, so each has to let another follow. */
    @Test
    void all_mails_that_failed_before_are_sent_in_the_end() {
        insertFailed(carol, 5);
        round.run();
        Eventually.holds(
                () -> assertThat(Sql.column("select email from account_mails")).doesNotContain(email));
    }

    @Test
    void mail_that_has_expired_is_neither_sent_nor_deleted_by_the_search_for_the_next_one() {
        QuarkusTransaction.begin();
        Sql.run(
                "insert into account_mails (id, kind, email, expires_at, next_attempt_at, attempts) values"
                        + " (gen_random_uuid(), 'PASSWORD_RESET', ?, ?::timestamptz, ?::timestamptz, 0)",
                email,
                clock.instant().minusSeconds(1).toString(),
                clock.instant().minusSeconds(60).toString());
        assertThat(queue.claimNew().map(mail -> mail.email.value())).isNotEqualTo(Optional.of(email));
        assertThat(Sql.column("select email from account_mails")).contains(email);
        QuarkusTransaction.rollback();
    }
}
