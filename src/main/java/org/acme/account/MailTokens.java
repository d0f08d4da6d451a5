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

/** Decides what a mail says, and makes the token that it carries; only the token's hash stays here. */
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

    /** Empty when there is nothing to send, such as a new password for an e-mail without an account. */
    @Transactional
    Optional<Letter> letter(AccountMail mail) {
        Optional<Account> account = accounts.byEmail(mail.email).filter(Account::active);
        return switch (mail.kind) {
            case REGISTRATION -> account.isPresent() ? Optional.of(known(mail)) : verification(mail);
            case PASSWORD_RESET -> account.map(known -> reset(mail, known));
        };
    }

    private static Letter known(AccountMail mail) {
        return new Letter(mail.email.value(), "You have an account already", """
                Palisade received a request for an account with this e-mail address, which has an account already.

                If it was you, log in, or ask for a new password if you have lost yours. If it was not you, you need not do
                anything: your account has not changed.
                """);
    }

    private Optional<Letter> verification(AccountMail mail) {
        String token = SecretTokens.random();
        return registrations
                .unscopedOf(mail)
                .filter(open -> registrations.unscopedSetToken(open, SecretTokens.hash(token), expiry()))
                .map(open -> verification(open, token));
    }

    private Letter verification(Registration registration, String token) {
        return new Letter(registration.email.value(), "Confirm your e-mail address", """
                Palisade received a request for an account with this e-mail address and this name:

                    %s

                If it was you, confirm the address within 30 minutes:

                %s

                The link opens the account with the password that was given with this request. If you did not ask, or if
                the name is not the one that you gave, do not open the link: the password is one that you do not know.
                Without the link no account is opened, and the request expires by itself. If you have opened it by
                mistake, ask for a new password at once.
                """.formatted(
                        PlainName.of(registration.displayName), link("verify-email", token)));
    }

    private Letter reset(AccountMail mail, Account account) {
        String token = SecretTokens.random();
        resets.unscopedReplace(account.id(), SecretTokens.hash(token), expiry());
        return new Letter(mail.email.value(), "Set a new password", """
                Palisade received a request for a new password for your account. If it was yours, set one within 30
                minutes:

                %s

                If you did not ask, you need not do anything: your password has not changed. Do not forward this mail,
                because the link works for every reader.
                """.formatted(link("password-reset", token)));
    }

    /** The same for every token that does not work, so that nothing is learnt from the response. */
    static Problem invalid() {
        return Problem.invalid("token", "is invalid, expired or already used; request a new mail");
    }

    /** In the fragment, which browsers do not send to servers, so that the token reaches no log on its way. */
    private String link(String page, String token) {
        return edge.publicUrl().orElseThrow() + "/" + page + "#token=" + token;
    }

    private Instant expiry() {
        return clock.instant().plus(LIFETIME);
    }
}
