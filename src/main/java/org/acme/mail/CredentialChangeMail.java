package org.acme.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes the message that tells a user of a change of credentials. It contains no link that a forgery could imitate.
 */
@ApplicationScoped
class CredentialChangeMail implements MailTemplate {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @Override
    public AccountMail.Kind kind() {
        return AccountMail.Kind.CREDENTIAL_CHANGE;
    }

    @Override
    public Optional<EmailMessage> message(MailRequest request) {
        String change = Objects.requireNonNull(request.change()).sentence();
        return Optional.of(new EmailMessage(
                request.email().value(), change, """
                %s on %s.

                If you did or expected this, ignore this message. If not, another person may have access to your account:
                change the password that you log in with, end all sessions, and revoke API keys that you did not create.
                If you cannot log in, reset that password. If this does not help, ask an administrator to disable the
                account.
                """.formatted(change, TIME.format(request.requestedAt()))));
    }
}
