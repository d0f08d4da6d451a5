package org.acme.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.acme.fixture.MailServer;
import org.acme.fixture.Sql;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxTest {

    @Inject
    Outbox outbox;

    @Inject
    MailRound round;

    private final String email = UUID.randomUUID() + "@example.com";

    @Test
    void a_mail_of_a_change_that_is_rolled_back_is_not_sent() {
        QuarkusTransaction.begin();
        outbox.add(AccountMail.Kind.REGISTRATION, EmailAddress.of(email));
        QuarkusTransaction.rollback();
        round.run();
        assertThat(Sql.column("select email from account_mails")).doesNotContain(email);
        assertThat(MailServer.count(email)).isZero();
    }

    @Test
    void a_mail_that_was_sent_leaves_the_outbox() {
        Sql.run(
                "insert into registrations (email, display_name, password_hash, expires_at)"
                        + " values (?, 'Carol', '$argon2id$', now() + interval '1 day')",
                email);
        QuarkusTransaction.requiringNew().run(() -> outbox.add(AccountMail.Kind.REGISTRATION, EmailAddress.of(email)));
        MailServer.tokenSentTo(email);
        round.run();
        assertThat(MailServer.count(email)).isEqualTo(1);
    }
}
