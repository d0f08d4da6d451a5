package org.acme.security.crypto;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings of field encryption. */
@ConfigMapping(prefix = "app.crypto")
@RegisterForReflection
@Unremovable
public interface CryptoConfig extends CheckedSettings {

    /**
     * A Tink keyset: JSON, encoded in base64. The primary key encrypts; every key decrypts. Back it up apart from the
     * database: without it, encrypted fields are lost; with it and the database, they can be read.
     */
    Optional<String> keyset();

    /** Refuses an unusable keyset and, in production, the public one of dev mode. */
    @Override
    default @Nullable String refusal(boolean production) {
        String keyset = keyset().orElse("");
        try {
            Keysets.read(keyset);
        } catch (IllegalArgumentException e) {
            return "app.crypto.keyset (APP_CRYPTO_KEYSET) must be a Tink keyset for AES-GCM, JSON in base64."
                    + " docs/configuration.md contains the command that generates one";
        }
        return production && Keysets.isOfDevMode(keyset)
                ? "app.crypto.keyset (APP_CRYPTO_KEYSET) is the public development keyset."
                        + " docs/configuration.md contains the command that generates one"
                : null;
    }
}
