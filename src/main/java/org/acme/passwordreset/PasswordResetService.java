package org.acme.passwordreset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.acme.application.SecurityEvent.PasswordReset;
import org.acme.mail.CredentialChange;
import org.acme.mail.MailLinks;
import org.acme.mail.MailOutbox;
import org.acme.security.audit.Audit;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.password.PasswordPolicy;
import org.acme.security.password.Passwords;
import org.acme.session.Credentials;
import org.acme.session.Revocation;
import org.acme.user.Account;
import org.acme.user.AccountSessions;
import org.acme.user.Accounts;
import org.jspecify.annotations.Nullable;

/** Resets the password of a user who can read the account's e-mail (OWASP Forgot Password Cheat Sheet). */
@ApplicationScoped
class PasswordResetService implements AccountSessions {

    private final PasswordResets resets;
    private final Accounts accounts;
    private final MailOutbox outbox;
    private final Passwords passwords;
    private final PasswordPolicy policy;
    private final Credentials credentials;
    private final Revocation revocation;
    private final Audit audit;
    private final Clock clock;

    PasswordResetService(
            PasswordResets resets,
            Accounts accounts,
            MailOutbox outbox,
            Passwords passwords,
            PasswordPolicy policy,
            Credentials credentials,
            Revocation revocation,
            Audit audit,
            Clock clock) {
        this.resets = resets;
        this.accounts = accounts;
        this.outbox = outbox;
        this.passwords = passwords;
        this.policy = policy;
        this.credentials = credentials;
        this.revocation = revocation;
        this.audit = audit;
        this.clock = clock;
    }

    /** Does the same work for every e-mail address. The mail worker finds out later whether an account exists. */
    @Transactional
    void request(RequestPasswordReset request) {
        resets.unscopedVoid(request.email(), clock.instant());
        outbox.addPasswordReset(request.email());
    }

    void reset(ResetPassword request) {
        Account account = owner(request.token());
        policy.check("newPassword", request.newPassword(), account.email(), account.displayName());
        set(account, SecretTokens.hash(request.token()), passwords.hash(request.newPassword()));
    }

    @Transactional
    Account owner(String token) {
        return resets.unscopedByToken(SecretTokens.hash(token), clock.instant())
                .flatMap(reset -> accounts.byId(reset.userId))
                .filter(Account::active)
                .orElseThrow(MailLinks::invalid);
    }

    @Transactional
    void set(Account account, String tokenHash, String passwordHash) {
        // Locks the account before the token, in the same order as its deletion. The account may have been deleted or
        // disabled, or its password changed, meanwhile.
        if (!accounts.replacePassword(account, passwordHash) || !resets.unscopedUse(account.id(), tokenHash)) {
            throw MailLinks.invalid();
        }
        credentials.clearFailures(account);
        revocation.revokeAll(account.id(), account.id());
        audit.record(new PasswordReset(account.id(), account.id()));
        outbox.addCredentialChange(account.email(), CredentialChange.PASSWORD_RESET);
    }

    @Override
    public void revokeAll(@Nullable UUID actor, UUID account) {
        resets.unscopedRevoke(account);
    }
}
