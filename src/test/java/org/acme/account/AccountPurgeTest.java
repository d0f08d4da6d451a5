package org.acme.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountPurgeTest {

    private static final Duration LIFETIME = Duration.ofDays(40);

    @Inject
    AccountPurge purge;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static void insertEachWith(Actor actor, Instant end) {
        String hash = UUID.randomUUID().toString();
        Sql.run(
                "insert into registrations (id, email, display_name, password_hash, token_hash, expires_at)"
                        + " select gen_random_uuid(), ?, 'Purged', password_hash, ?, ?::timestamptz from users where id = ?",
                actor.email(),
                hash,
                end.toString(),
                actor.id());
        Sql.run(
                "insert into password_resets (user_id, token_hash, expires_at) values (?, ?, ?::timestamptz)",
                actor.id(),
                hash,
                end.toString());
        Sql.run(
                "insert into account_mails (id, kind, email, expires_at, next_attempt_at, attempts)"
                        + " values (gen_random_uuid(), 'PASSWORD_RESET', ?, ?::timestamptz, 'infinity', 1)",
                actor.email(),
                end.toString());
    }

    private static String left(Actor actor) {
        return Sql.column("select count(*) from registrations where email = ?", actor.email())
                        .strip()
                + Sql.column("select count(*) from password_resets where user_id = ?", actor.id())
                        .strip()
                + Sql.column("select count(*) from account_mails where email = ?", actor.email())
                        .strip();
    }

    @Test
    void purge_deletes_only_expired_registrations_resets_and_messages() {
        Actor expired = Actors.viewer();
        Actor open = Actors.viewer();
        Instant end = Instant.now().plus(LIFETIME);
        insertEachWith(expired, end.minusSeconds(60));
        insertEachWith(open, end.plusSeconds(60));
        purge.run();
        purge.discardExpired();
        assertThat(left(expired) + left(open)).isEqualTo("111111");

        MovableTime.forward(LIFETIME);
        purge.run();
        purge.discardExpired();
        assertThat(left(expired) + left(open)).isEqualTo("000111");
    }
}
