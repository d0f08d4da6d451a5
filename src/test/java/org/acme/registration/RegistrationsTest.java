package org.acme.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.acme.mail.MailRequest;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RegistrationsTest {

    private static final Duration LIFETIME = Duration.ofDays(40);

    @Inject
    Registrations registrations;

    @Inject
    RegistrationMail template;

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

    /** The mail server may accept a message after the timeout. */
    @Test
    void retry_of_a_registration_mail_has_the_same_link() {
        UUID id = UUID.randomUUID();
        String email = AccountsTest.newEmail();
        Sql.run(
                "insert into registrations (id, email, display_name, password_hash, expires_at)"
                        + " select ?, ?, 'Carol', password_hash, now() + interval '1 hour' from users where id = ?",
                id,
                email,
                Actors.viewer().id());
        MailRequest request = new MailRequest(UUID.randomUUID(), EmailAddress.of(email), id, null, Instant.now());
        String delivered = template.message(request).orElseThrow().text();
        assertThat(template.message(request).orElseThrow().text()).isEqualTo(delivered);
        String token = delivered.replaceFirst("(?s).*#token=([A-Za-z0-9_-]{43})\\s.*", "$1");
        AccountsTest.verify(token).then().statusCode(204);
    }

    /** A link for the address could not create an account. */
    @Test
    void owner_of_a_disabled_account_is_told_that_the_account_exists() {
        Actor alice = Actors.viewer();
        insert(alice, Instant.now().plusSeconds(60));
        UUID id = UUID.fromString(Sql.column("select id from registrations where email = ?", alice.email())
                .strip());
        Actors.admin()
                .patch("/users/" + alice.id(), Map.of("status", "DISABLED"))
                .then()
                .statusCode(200);
        MailRequest request =
                new MailRequest(UUID.randomUUID(), EmailAddress.of(alice.email()), id, null, Instant.now());
        assertThat(template.message(request).orElseThrow().subject()).isEqualTo("You already have an account");
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
