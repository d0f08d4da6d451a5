package org.acme.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MailQueueTest {

    private static final Duration LIFETIME = Duration.ofDays(40);

    @Inject
    MailQueue queue;

    @Inject
    EntityManager database;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static void insert(Actor actor, Instant end) {
        Sql.run(
                "insert into account_mails (id, kind, email, expires_at, next_attempt_at, attempts)"
                        + " values (gen_random_uuid(), 'PASSWORD_RESET', ?, ?::timestamptz, 'infinity', 1)",
                actor.email(),
                end.toString());
    }

    private static String left(Actor actor) {
        return Sql.column("select count(*) from account_mails where email = ?", actor.email())
                .strip();
    }

    private AccountMail of(Actor actor) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createQuery("from AccountMail where email = :email", AccountMail.class)
                        .setParameter("email", EmailAddress.of(actor.email()))
                        .getSingleResult());
    }

    @Test
    void message_expires_an_hour_after_its_request() {
        Instant now = Instant.now();
        assertThat(new AccountMail(AccountMail.Kind.PASSWORD_RESET, EmailAddress.of("alice@example.com"), now)
                        .expiresAt)
                .isEqualTo(now.plus(Duration.ofHours(1)));
    }

    /** The mail server may have accepted each, after the timeout. */
    @Test
    void message_that_times_out_is_sent_three_times_at_most() {
        Actor alice = Actors.viewer();
        insert(alice, Instant.now().plus(LIFETIME));
        for (int i = 0; i < 2; i++) {
            queue.timedOut(of(alice));
            assertThat(of(alice).nextAttemptAt)
                    .isBetween(Instant.now().plusSeconds(240), Instant.now().plusSeconds(300));
        }
        try (LogLines log = LogLines.of(MailQueue.class.getName())) {
            queue.timedOut(of(alice));
            assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains(alice.email()));
        }
        assertThat(left(alice)).isEqualTo("0");
    }

    @Test
    void pause_before_a_retry_doubles_up_to_five_minutes() {
        Instant now = Instant.now();
        AccountMail mail = new AccountMail(AccountMail.Kind.PASSWORD_RESET, EmailAddress.of("alice@example.com"), now);
        for (long seconds : new long[] {30, 60, 120, 240, 300, 300, 300, 300, 300}) {
            mail.claim(now, Duration.ofSeconds(10));
            assertThat(mail.nextAttemptAt).isEqualTo(now.plusSeconds(seconds));
        }
    }

    /** Repeated, because a worker that an earlier test has woken may be the first. */
    @Test
    void message_that_a_worker_is_claiming_does_not_delay_other_workers() {
        Eventually.holds(() -> {
            Sql.run("delete from account_mails");
            insert(Actors.viewer(), Instant.now().plus(LIFETIME));
            Sql.run("update account_mails set attempts = 0, next_attempt_at = now() - interval '1 second'");
            assertThat(QuarkusTransaction.requiringNew().call(this::claimsBesideAnother))
                    .isTrue();
        });
    }

    private boolean claimsBesideAnother() {
        if (queue.claimNew().isEmpty()) {
            return false;
        }
        CompletableFuture<Optional<AccountMail>> other = Parallel.begin(queue::claimNew);
        Eventually.within(Duration.ofSeconds(5), () -> assertThat(other).isCompletedWithValue(Optional.empty()));
        return true;
    }

    @Test
    void purge_deletes_only_expired_messages() {
        Actor expired = Actors.viewer();
        Actor open = Actors.viewer();
        Instant end = Instant.now().plus(LIFETIME);
        insert(expired, end.minusSeconds(60));
        insert(open, end.plusSeconds(60));
        queue.discardExpired();
        assertThat(left(expired) + left(open)).isEqualTo("11");

        MovableTime.forward(LIFETIME);
        queue.discardExpired();
        assertThat(left(expired) + left(open)).isEqualTo("01");
    }
}
