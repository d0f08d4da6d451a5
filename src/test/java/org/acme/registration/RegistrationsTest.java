package org.acme.registration;

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
class RegistrationsTest {

    private static final Duration LIFETIME = Duration.ofDays(40);

    @Inject
    Registrations registrations;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static void insert(Actor actor, Instant end) {
        Sql.run(
                "insert into registrations (id, email, display_name, password_hash, token_hash, expires_at)"
                        + " select gen_random_uuid(), email, 'Purged', password_hash, id::text, ?::timestamptz"
                        + " from users where id = ?",
                end.toString(),
                actor.id());
    }

    private static String left(Actor actor) {
        return Sql.column("select count(*) from registrations where email = ?", actor.email())
                .strip();
    }

    @Test
    void purge_deletes_only_expired_registrations() {
        Actor expired = Actors.viewer();
        Actor open = Actors.viewer();
        Instant end = Instant.now().plus(LIFETIME);
        insert(expired, end.minusSeconds(60));
        insert(open, end.plusSeconds(60));
        registrations.unscopedPurge();
        assertThat(left(expired) + left(open)).isEqualTo("11");

        MovableTime.forward(LIFETIME);
        registrations.unscopedPurge();
        assertThat(left(expired) + left(open)).isEqualTo("01");
    }
}
