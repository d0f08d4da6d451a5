package org.acme.passwordreset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.acme.mail.AccountMail;
import org.acme.mail.EmailMessage;
import org.acme.mail.MailLinks;
import org.acme.mail.MailRequest;
import org.acme.mail.MailTemplate;
import org.acme.security.crypto.SecretTokens;
import org.acme.shared.EmailAddress;
import org.acme.user.Account;
import org.acme.user.Accounts;

/** Writes the message with the link that sets a new password. */
@ApplicationScoped
class PasswordResetMail implements MailTemplate {

    private final PasswordResets resets;
    private final Accounts accounts;
    private final MailLinks links;

    PasswordResetMail(PasswordResets resets, Accounts accounts, MailLinks links) {
        this.resets = resets;
        this.accounts = accounts;
        this.links = links;
    }

    @Override
    public AccountMail.Kind kind() {
        return AccountMail.Kind.PASSWORD_RESET;
    }

    /** Empty without an active account, and when the link was used or a newer one sent since an earlier attempt. */
    @Override
    @Transactional
    public Optional<EmailMessage> message(MailRequest request) {
        String token = links.token(request);
        return accounts.byEmail(request.email())
                .filter(Account::active)
                .filter(account -> resets.unscopedReplace(
                        account.id(), SecretTokens.hash(token), request.requestedAt(), links.expiry()))
                .map(account -> reset(request.email(), token));
    }

    private EmailMessage reset(EmailAddress email, String token) {
        return new EmailMessage(
                email.value(), "Reset your password", """
                Palisade received a request to reset the password of your account. If you made the request, set a new
                password within 30 minutes:

                %s

                If you did not make the request, ignore this message: your password has not changed. Do not forward this
                message: anyone with the link can set your password.
                """.formatted(links.link("password-reset", token)));
    }
}
