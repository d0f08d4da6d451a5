package org.acme.mfa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.OptionalLong;
import java.util.UUID;
import org.acme.application.SecurityEvent.RecoveryCodeUsed;
import org.acme.security.audit.Audit;
import org.acme.security.crypto.FieldEncryption;
import org.acme.session.SecondFactor;

/**
 * Checks the second factor of a login: a code of the authenticator or a recovery code. Each works once. After 100
 * consecutive failures, only recovery codes are accepted (NIST SP 800-63B-4, section 3.2.2): an attacker who can reset
 * the password would otherwise guess codes without limit.
 */
@ApplicationScoped
class EnrolledFactor implements SecondFactor {

    private final Totps totps;
    private final RecoveryCodes recoveryCodes;
    private final OneTimePasswords passwords;
    private final FieldEncryption encryption;
    private final Audit audit;

    EnrolledFactor(
            Totps totps,
            RecoveryCodes recoveryCodes,
            OneTimePasswords passwords,
            FieldEncryption encryption,
            Audit audit) {
        this.totps = totps;
        this.recoveryCodes = recoveryCodes;
        this.passwords = passwords;
        this.encryption = encryption;
        this.audit = audit;
    }

    @Override
    @Transactional
    public boolean accepts(UUID account, String otp) {
        // Locks the factor before it is read: an enrolment may replace it.
        boolean mayGuess = totps.unscopedAttempt(account);
        Totp totp = totps.unscopedConfirmed(account).orElse(null);
        if (totp == null) {
            return false;
        }
        OptionalLong step = mayGuess
                ? passwords.stepOf(otp, encryption.decrypt(Totp.row(account), totp.secret))
                : OptionalLong.empty();
        if (step.isPresent()) {
            return totps.unscopedUse(account, step.getAsLong());
        }
        boolean recovered = recoveryCodes.use(account, otp);
        if (recovered) {
            totps.unscopedRecovered(account);
            audit.record(new RecoveryCodeUsed(account, account));
        }
        return recovered;
    }
}
