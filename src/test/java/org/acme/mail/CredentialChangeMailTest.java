package org.acme.mail;

import static org.acme.fixture.Actors.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.OwnLogin;
import org.acme.fixture.Sql;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class CredentialChangeMailTest {

    private static final String NEW_PASSWORD = "another good one";

    @Inject
    MailOutbox outbox;

    @Inject
    EntityManager database;

    @Inject
    Event<MailOutbox.MailAdded> added;

    @Inject
    Event<MailOutbox.Told> telling;

    @Inject
    Clock clock;

    @Inject
    Ticker ticker;

    private final Actor alice = Actors.editor();

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private void assertTold(String change) {
        assertThat(MailServer.mailTo(alice.email(), change + " on "))
                .contains("If not, another person may have access to your account")
                .doesNotContain("http", PASSWORD, NEW_PASSWORD);
    }

    @Test
    @OwnLogin
    void user_is_told_by_mail_when_the_password_is_changed() {
        MovableTime.on(Instant.parse("2031-02-03T04:05:06Z"));
        Actor carol = Actors.editor();
        carol.post("/users/me/password", Map.of("currentPassword", PASSWORD, "newPassword", NEW_PASSWORD))
                .then()
                .statusCode(204);
        assertThat(MailServer.mailTo(carol.email(), "The password of your Palisade account was changed"))
                .contains("on 3 February 2031 at 04:05 UTC.");
        assertThat(MailServer.count(carol.email())).isEqualTo(1);
    }

    @Test
    @OwnLogin
    void user_is_told_by_mail_when_the_password_is_reset() {
        Actors.post("/auth/password-reset", Map.of("email", alice.email(), "challenge", Challenges.solved()));
        String token = MailServer.tokenSentTo(alice.email());
        Actors.post("/auth/password-reset/confirm", Map.of("token", token, "newPassword", NEW_PASSWORD))
                .then()
                .statusCode(204);
        assertTold("The password of your Palisade account was reset by a link in an e-mail message");
    }

    @Test
    @OwnLogin
    void user_is_told_by_mail_of_changes_and_recovery_codes_of_the_second_factor() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        assertTold("An authenticator was added to your Palisade account");

        Actors.logIn(alice.email(), PASSWORD, authenticator.recoveryCodes().get(0))
                .then()
                .statusCode(200);
        assertTold("A recovery code of your Palisade account was used");

        alice.delete("/users/me/totp").then().statusCode(204);
        assertTold("The authenticator of your Palisade account was removed");
    }

    @Test
    void user_is_told_by_mail_when_an_api_key_is_created() {
        Instant end = Instant.now().plus(7, ChronoUnit.DAYS);
        alice.post(
                        "/api-keys",
                        Map.of("name", "backup", "permissions", List.of("reports:read"), "expiresAt", end.toString()))
                .then()
                .statusCode(201);
        assertTold("An API key was created for your Palisade account");
    }

    /** How many messages are added. Nothing is sent, because the transaction is rolled back. */
    private long added(MailOutbox adding, EmailAddress email, CredentialChange change) {
        QuarkusTransaction.begin();
        adding.addCredentialChange(email, change);
        database.flush();
        List<?> kinds = database.createNativeQuery("select kind from account_mails where email = :email", Object.class)
                .setParameter("email", email.value())
                .getResultList();
        QuarkusTransaction.rollback();
        // The previous version runs during a deployment and cannot read kinds that it does not know.
        assertThat(kinds).allMatch(kind -> kind == null);
        return kinds.size();
    }

    @Test
    void message_of_a_change_has_no_kind_that_the_previous_version_would_read() {
        assertThat(added(outbox, EmailAddress.of(alice.email()), CredentialChange.API_KEY_CREATED))
                .isEqualTo(1);
    }

    /** As many as are sent within an hour. */
    private void tellOfFiveApiKeys(EmailAddress email) {
        for (int messages = 0; messages < 5; messages++) {
            QuarkusTransaction.requiringNew()
                    .run(() -> outbox.addCredentialChange(email, CredentialChange.API_KEY_CREATED));
        }
        Eventually.holds(() -> assertThat(Sql.column("select email from account_mails"))
                .as("messages not yet sent")
                .doesNotContain(email.value()));
    }

    @Test
    void message_about_one_kind_of_change_is_not_hidden_among_others() {
        EmailAddress email = EmailAddress.of(alice.email());
        tellOfFiveApiKeys(email);
        assertThat(added(outbox, email, CredentialChange.API_KEY_CREATED)).isZero();
        assertThat(added(outbox, email, CredentialChange.PASSWORD_CHANGED)).isEqualTo(1);
        assertThat(added(outbox, EmailAddress.of(Actors.viewer().email()), CredentialChange.API_KEY_CREATED))
                .isEqualTo(1);
        EmptyWindows.letThemPass();
        assertThat(added(outbox, email, CredentialChange.API_KEY_CREATED)).isEqualTo(1);
    }

    @Test
    void changes_that_are_rolled_back_hide_no_message() {
        for (int messages = 0; messages < 7; messages++) {
            assertThat(added(outbox, EmailAddress.of(alice.email()), CredentialChange.API_KEY_CREATED))
                    .isEqualTo(1);
        }
    }

    @Test
    void change_that_is_rolled_back_does_not_extend_the_hour_of_the_messages() {
        EmailAddress email = EmailAddress.of(alice.email());
        tellOfFiveApiKeys(email);
        MovableTime.forwardMonotonic(Duration.ofMinutes(50));
        assertThat(added(outbox, email, CredentialChange.API_KEY_CREATED)).isZero();
        MovableTime.forwardMonotonic(Duration.ofMinutes(11));
        assertThat(added(outbox, email, CredentialChange.API_KEY_CREATED)).isEqualTo(1);
    }

    @Test
    void message_about_a_change_of_a_later_version_does_not_delay_other_messages() {
        String later = "later." + alice.email();
        Sql.run(
                "insert into account_mails (id, change, email, expires_at, next_attempt_at, attempts) values"
                        + " (gen_random_uuid(), 'A_LATER_CHANGE', ?, now() + interval '1 hour', now() - interval '1 hour', 0)",
                later);
        QuarkusTransaction.requiringNew()
                .run(() ->
                        outbox.addCredentialChange(EmailAddress.of(alice.email()), CredentialChange.PASSWORD_CHANGED));
        assertTold("The password of your Palisade account was changed");
        assertThat(Sql.column("select attempts from account_mails where email = ?", later))
                .isEqualTo("1\n");
        Sql.run("delete from account_mails where email = ?", later);
    }

    @Test
    void users_without_an_address_are_told_nothing() {
        assertThat(added(outbox, EmailAddress.placeholder(), CredentialChange.API_KEY_CREATED))
                .isZero();
    }

    @Test
    void users_are_told_nothing_without_a_mail_server() {
        MailOutbox unsent = new MailOutbox(
                database,
                added,
                telling,
                new Settings(Optional.empty(), 25, Optional.empty(), Duration.ofSeconds(1)),
                clock,
                ticker);
        assertThat(added(unsent, EmailAddress.of(alice.email()), CredentialChange.API_KEY_CREATED))
                .isZero();
    }
}
