package org.acme.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MailQueueTest {

    private static final Duration LIFETIME = Duration.ofDays(40);

    @Inject
    MailQueue queue;

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
