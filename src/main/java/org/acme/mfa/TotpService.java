package org.acme.mfa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.acme.application.SecurityEvent.MfaDisabled;
import org.acme.application.SecurityEvent.MfaEnabled;
import org.acme.application.SecurityEvent.RecoveryCodeUsed;
import org.acme.mail.CredentialChange;
import org.acme.mail.MailOutbox;
import org.acme.problem.Problem;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.crypto.EncryptedFields;
import org.acme.security.crypto.FieldEncryption;
import org.acme.session.Revocation;
import org.acme.session.SecondFactor;
import org.acme.user.Accounts;

/** Enrols authenticators. An authenticator is enabled once its first code is confirmed. */
@ApplicationScoped
public class TotpService implements SecondFactor {

    private final Totps totps;
    private final RecoveryCodes recoveryCodes;
    private final OneTimePasswords passwords;
    private final FieldEncryption encryption;
    private final Accounts accounts;
    private final MailOutbox outbox;
    private final Revocation revocation;
    private final Audit audit;

    TotpService(
            Totps totps,
            RecoveryCodes recoveryCodes,
            OneTimePasswords passwords,
            FieldEncryption encryption,
            Accounts accounts,
            MailOutbox outbox,
            Revocation revocation,
            Audit audit) {
        this.totps = totps;
        this.recoveryCodes = recoveryCodes;
        this.passwords = passwords;
        this.encryption = encryption;
        this.accounts = accounts;
        this.outbox = outbox;
        this.revocation = revocation;
        this.audit = audit;
    }

    @Produces
    @Singleton
    static EncryptedFields secrets() {
        return new EncryptedFields("totp", "secret", key -> Totp.row((UUID) key[0]), "user_id");
    }

    @Transactional
    public TotpView enrol(Caller caller) {
        accounts.lock(caller.id());
        String secret = passwords.newSecret();
        String encrypted = encryption.encrypt(Totp.row(caller.id()), secret);
        Totp known = totps.ownForUpdate(caller).orElse(null);
        if (known == null) {
            totps.persistAndFlush(new Totp(caller.id(), encrypted));
        } else if (known.confirmed) {
            throw Problem.conflict("A second factor is already enabled. Remove it before you enrol another.");
        } else {
            known.secret = encrypted;
        }
        List<String> codes = recoveryCodes.replace(caller.id());
        String email = accounts.byId(caller.id()).orElseThrow().email().value();
        return new TotpView(secret, OneTimePasswords.uri(secret, email), codes);
    }

    /**
     * Enables the authenticator with its first code, and ends the other sessions, which were opened without the second
     * factor and would gain what it permits.
     */
    @Transactional
    public void confirm(Caller caller, ConfirmTotp request) {
        accounts.lock(caller.id());
        Totp totp = totps.ownForUpdate(caller)
                .filter(pending -> !pending.confirmed)
                .orElseThrow(() -> Problem.conflict("No second factor is waiting for confirmation. Enrol one first."));
        OptionalLong step = passwords.stepOf(request.otp(), secretOf(totp));
        if (step.isEmpty()) {
            throw Problem.invalid("otp", "is not a current code of the authenticator");
        }
        totp.lastStep = step.getAsLong();
        totp.confirmed = true;
        accounts.setMfaEnabled(caller.id(), true);
        revocation.revokeOthers(caller);
        audit.record(new MfaEnabled(caller.id(), caller.id()));
        tell(caller.id(), CredentialChange.SECOND_FACTOR_ENABLED);
    }

    @Transactional
    public void remove(Caller caller) {
        accounts.lock(caller.id());
        totps.ownForUpdate(caller).ifPresent(totp -> {
            totps.delete(totp);
            recoveryCodes.clear(totp.userId);
            accounts.setMfaEnabled(totp.userId, false);
            if (totp.confirmed) {
                audit.record(new MfaDisabled(totp.userId, totp.userId));
                tell(totp.userId, CredentialChange.SECOND_FACTOR_REMOVED);
            }
        });
    }

    /**
     * Checks a code of the authenticator or a recovery code. Each works once. After 100 consecutive failures, only
     * recovery codes are accepted (NIST SP 800-63B-4, section 3.2.2): an attacker who can reset the password would
     * otherwise guess codes without limit.
     */
    @Override
    @Transactional
    public boolean consume(UUID account, String otp) {
        // Locks the factor before it is read: an enrolment may replace it.
        boolean mayGuess = totps.unscopedCountAttempt(account);
        Totp totp = totps.unscopedConfirmed(account).orElse(null);
        if (totp == null) {
            return false;
        }
        OptionalLong step = mayGuess ? passwords.stepOf(otp, secretOf(totp)) : OptionalLong.empty();
        if (step.isPresent()) {
            return totps.unscopedUse(account, step.getAsLong());
        }
        boolean recovered = recoveryCodes.use(account, otp);
        if (recovered) {
            totps.unscopedClearFailures(account);
            audit.record(new RecoveryCodeUsed(account, account));
            tell(account, CredentialChange.RECOVERY_CODE_USED);
        }
        return recovered;
    }

    private void tell(UUID account, CredentialChange change) {
        accounts.byId(account).ifPresent(owner -> outbox.addCredentialChange(owner.email(), change));
    }

    private String secretOf(Totp totp) {
        return encryption.decrypt(Totp.row(totp.userId), totp.secret);
    }
}
