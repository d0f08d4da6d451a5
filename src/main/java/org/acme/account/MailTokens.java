package org.acme.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.acme.security.crypto.SecretTokens;
import org.acme.user.Account;
import org.acme.user.Accounts;

/** Decides what a mail says, and makes the token that it carries; only the token's hash stays here. */
@ApplicationScoped
class MailTokens {

    static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Registrations registrations;
    private final PasswordResets resets;
    private final Accounts accounts;
    private final MailConfig config;
    private final Clock clock;

    MailTokens(Registrations registrations, PasswordResets resets, Accounts accounts, MailConfig config, Clock clock) {
        this.registrations = registrations;
        this.resets = resets;
        this.accounts = accounts;
        this.config = config;
        this.clock = clock;
    }

    /** Empty when there is nothing to say, as to somebody who has no account and asks for a new password. */
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
                Somebody, probably you, has tried to register with this e-mail address, which has an account already.
                If you have lost your password, ask for a new one. If it was not you, there is nothing to do.
                """);
    }

    private Optional<Letter> verification(AccountMail mail) {
        String token = SecretTokens.random();
        return registrations.unscopedSetToken(mail.email, SecretTokens.hash(token), expiry())
                ? Optional.of(new Letter(
                        mail.email.value(), "Confirm your e-mail address", """
                        Somebody, probably you, has registered with this e-mail address. To open the account, confirm it
                        within 30 minutes:

                        %s

                        If it was not you, there is nothing to do.
                        """.formatted(link("verify-email", token))))
                : Optional.empty();
    }

    private Letter reset(AccountMail mail, Account account) {
        String token = SecretTokens.random();
        resets.unscopedReplace(new PasswordResetToken(account.id(), SecretTokens.hash(token), expiry()));
        return new Letter(mail.email.value(), "Set a new password", """
                Somebody, probably you, has asked for a new password for your account. To set one, use this within 30
                minutes:

                %s

                If it was not you, there is nothing to do: your password is still the same.
                """.formatted(link("password-reset", token)));
    }

    /** In the fragment, which browsers do not send to servers, so that the token reaches no log on its way. */
    private String link(String page, String token) {
        return config.link() + "/" + page + "#token=" + token;
    }

    private Instant expiry() {
        return clock.instant().plus(LIFETIME);
    }
}
