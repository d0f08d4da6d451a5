package org.acme.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.acme.application.Role;
import org.acme.application.SecurityEvent.AccountCreated;
import org.acme.mail.AccountMail;
import org.acme.mail.MailLinks;
import org.acme.mail.MailOutbox;
import org.acme.security.audit.Audit;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.password.PasswordPolicy;
import org.acme.security.password.Passwords;
import org.acme.user.Accounts;

/**
 * Registers users and creates their accounts when they confirm the e-mail address. Every request does the same work,
 * whether the address is known or not; the mail worker decides what to send. A link creates the account with the
 * password and name of its own registration, so registrations do not affect each other.
 */
@ApplicationScoped
class RegistrationService {

    private final Registrations registrations;
    private final Accounts accounts;
    private final MailOutbox outbox;
    private final Passwords passwords;
    private final PasswordPolicy policy;
    private final Audit audit;
    private final Clock clock;

    RegistrationService(
            Registrations registrations,
            Accounts accounts,
            MailOutbox outbox,
            Passwords passwords,
            PasswordPolicy policy,
            Audit audit,
            Clock clock) {
        this.registrations = registrations;
        this.accounts = accounts;
        this.outbox = outbox;
        this.passwords = passwords;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    void register(Register request) {
        policy.check("password", request.password(), request.email(), request.displayName());
        open(request, passwords.hash(request.password()));
    }

    @Transactional
    void open(Register request, String passwordHash) {
        Instant now = clock.instant();
        Registration registration =
                new Registration(request.email(), request.displayName(), passwordHash, now.plus(AccountMail.LIFETIME));
        registrations.persistAndFlush(registration);
        outbox.addVerification(registration.email, registration.id);
    }

    @Transactional
    void verify(VerifyEmail request) {
        String hash = SecretTokens.hash(request.token());
        Registration open = registrations.unscopedByToken(hash, clock.instant()).orElseThrow(MailLinks::invalid);
        boolean taken = accounts.byEmail(open.email).isPresent();
        if (taken || !registrations.unscopedUse(open)) {
            throw MailLinks.invalid();
        }
        UUID account =
                accounts.add(open.email, open.displayName, open.passwordHash).orElseThrow(MailLinks::invalid);
        audit.record(new AccountCreated(account, account, Role.VIEWER.key()));
    }
}
