package org.acme.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.mail.EmailMessage;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PasswordResetMailTest {

    @Inject
    PasswordResetMail template;

    @Test
    void parallel_password_reset_mails_of_one_account_leave_one_token() {
        Actor alice = Actors.editor();
        EmailAddress address = EmailAddress.of(alice.email());
        List<Optional<EmailMessage>> messages = Parallel.times(16, () -> template.message(address, null));
        assertThat(messages).allMatch(Optional::isPresent);
        assertThat(Sql.column("select count(*) from password_resets where user_id = ?", alice.id())
                        .strip())
                .isEqualTo("1");
    }
}
