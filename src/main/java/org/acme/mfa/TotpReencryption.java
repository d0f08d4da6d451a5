package org.acme.mfa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.acme.security.crypto.EncryptedFields;
import org.acme.security.crypto.FieldEncryption;

/** Re-encrypts authenticator secrets with the newest key, in pages. */
@ApplicationScoped
class TotpReencryption implements EncryptedFields {

    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final Totps totps;
    private final FieldEncryption encryption;

    TotpReencryption(Totps totps, FieldEncryption encryption) {
        this.totps = totps;
        this.encryption = encryption;
    }

    @Override
    @Transactional
    public int reencrypt() {
        int replaced = 0;
        List<Totp> page = totps.unscopedAfter(FIRST, PAGE);
        while (!page.isEmpty()) {
            replaced += page.stream().mapToInt(this::replace).sum();
            page = totps.unscopedAfter(page.get(page.size() - 1).userId, PAGE);
        }
        return replaced;
    }

    private int replace(Totp totp) {
        if (encryption.isCurrent(totp.secret)) {
            return 0;
        }
        String row = Totp.row(totp.userId);
        return totps.unscopedReplace(totp, encryption.encrypt(row, encryption.decrypt(row, totp.secret)));
    }
}
