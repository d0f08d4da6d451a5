package org.acme.mfa;

import jakarta.inject.Singleton;
import java.util.UUID;
import org.acme.security.crypto.EncryptedFields;

/** The secrets of authenticator apps. */
@Singleton
class TotpSecrets extends EncryptedFields {

    TotpSecrets() {
        super("totp", "secret", "user_id");
    }

    @Override
    protected String row(Object... key) {
        return Totp.row((UUID) key[0]);
    }
}
