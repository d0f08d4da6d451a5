package org.acme.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.acme.problem.Problem;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.hardening.EdgeConfig;
import org.acme.user.Account;
import org.acme.user.Accounts;

/** Writes the text of e-mail messages and generates their tokens. Only the hash of a token is stored. */
@ApplicationScoped
class MailTokens {

    static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Registrations registrations;
    private final PasswordResets resets;
    private final Accounts accounts;
    private final EdgeConfig edge;
    private final Clock clock;

    MailTokens(Registrations registrations, PasswordResets resets, Accounts accounts, EdgeConfig edge, Clock clock) {
        this.registrations = registrations;
        this.resets = resets;
        this.accounts = accounts;
        this.edge = edge;
        this.clock = clock;
    }

    /** The message to send. Empty when there is none, such as for a password reset without an account. */
    @Transactional
    Optional<EmailMessage> message(AccountMail mail) {
        Optional<Account> account = accounts.byEmail(mail.email).filter(Account::active);
        return switch (mail.kind) {
            case REGISTRATION -> account.isPresent() ? Optional.of(known(mail)) : verification(mail);
            case PASSWORD_RESET -> account.map(known -> reset(mail, known));
        };
    }

    private static EmailMessage known(AccountMail mail) {
        return new EmailMessage(mail.email.value(), "You already have an account", """
                Palisade received a registration request for this e-mail address, which already has an account.

                If you made the request, log in, or request a password reset if you have forgotten your password. If you
                did not make it, ignore this message: your account has not changed.
                """);
    }

    private Optional<EmailMessage> verification(AccountMail mail) {
        String token = SecretTokens.random();
        return registrations
                .unscopedOf(mail)
                .filter(open -> registrations.unscopedSetToken(open, SecretTokens.hash(token), expiry()))
                .map(open -> verification(open, token));
    }

    private EmailMessage verification(Registration registration, String token) {
        return new EmailMessage(registration.email.value(), "Confirm your e-mail address", """
                Palisade received a registration request for this e-mail address and this name:

                    %s

                If you made the request, confirm the address within 30 minutes:

                %s

                The link creates the account with the password that was sent in the registration request.
                If you did not make the request, or did not choose this name, do not open the link: the password was
                chosen by another person. Until the link is opened, no account exists, and the request expires after
                30 minutes. If you opened the link by mistake, request a password reset immediately.
                """.formatted(
                        PlainName.of(registration.displayName), link("verify-email", token)));
    }

    private EmailMessage reset(AccountMail mail, Account account) {
        String token = SecretTokens.random();
        resets.unscopedReplace(account.id(), SecretTokens.hash(token), expiry());
        return new EmailMessage(
                mail.email.value(), "Reset your password", """
                Palisade received a request to reset the password of your account. If you made the request, set a new
                password within 30 minutes:

                %s

                If you did not make the request, ignore this message: your password has not changed. Do not forward this
                message: anyone with the link can set your password.
                """.formatted(link("password-reset", token)));
    }

    /** The response is the same for every invalid token, so it discloses nothing about the token. */
    static Problem invalid() {
        return Problem.invalid("token", "is invalid, expired or already used; request a new e-mail message");
    }

    /** The token is in the fragment, which browsers do not send to servers, so it reaches no log. */
    private String link(String page, String token) {
        return edge.publicUrl().orElseThrow() + "/" + page + "#token=" + token;
    }

    private Instant expiry() {
        return clock.instant().plus(LIFETIME);
    }
}
