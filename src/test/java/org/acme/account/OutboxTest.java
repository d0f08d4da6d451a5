package org.acme.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.MailServer;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class OutboxTest {

    @Inject
    Outbox outbox;

    @Inject
    MailRound round;

    @Inject
    MailTokens tokens;

    @Inject
    Registrations registrations;

    @Inject
    PasswordResets resets;

    @Inject
    Clock clock;

    private final String email = UUID.randomUUID() + "@example.com";

    private void register() {
        Registration carol = new Registration(
                EmailAddress.of(email), "Carol", "$argon2id$", clock.instant().plusSeconds(3_600));
        registrations.persistAndFlush(carol);
        outbox.addVerification(carol);
    }

    @Test
    void a_mail_of_a_change_that_is_rolled_back_is_not_sent() {
        QuarkusTransaction.begin();
        register();
        QuarkusTransaction.rollback();
        round.run();
        assertThat(Sql.column("select email from account_mails")).doesNotContain(email);
        assertThat(MailServer.count(email)).isZero();
    }

    @Test
    void a_mail_that_was_sent_leaves_the_outbox() {
        QuarkusTransaction.requiringNew().run(this::register);
        MailServer.tokenSentTo(email);
        Eventually.holds(
                () -> assertThat(Sql.column("select email from account_mails")).doesNotContain(email));
        round.run();
        assertThat(MailServer.count(email)).isEqualTo(1);
    }

    @Test
    void mails_for_several_resets_of_one_account_are_written_at_the_same_time() {
        Actor alice = Actors.editor();
        AccountMail mail = AccountMail.ofPasswordReset(EmailAddress.of(alice.email()), clock.instant());
        List<Optional<Letter>> letters = Parallel.times(16, () -> tokens.letter(mail));
        assertThat(letters).allMatch(Optional::isPresent);
        assertThat(Sql.column("select count(*) from password_resets where user_id = ?", alice.id())
                        .strip())
                .isEqualTo("1");
    }

    @Test
    void mails_whose_accounts_are_locked_for_long_do_not_delay_others() {
        List<Actor> locked = List.of(Actors.viewer(), Actors.viewer(), Actors.viewer());
        QuarkusTransaction.begin();
        for (Actor actor : locked) {
            resets.unscopedReplace(actor.id(), actor.email(), clock.instant());
        }
        locked.forEach(actor ->
                QuarkusTransaction.requiringNew().run(() -> outbox.addPasswordReset(EmailAddress.of(actor.email()))));

        QuarkusTransaction.requiringNew().run(this::register);

        Eventually.holds(() -> assertThat(MailServer.count(email)).isEqualTo(1));
        QuarkusTransaction.rollback();
    }
}
