package org.acme.security.crypto;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/** Settings of field encryption. */
@ConfigMapping(prefix = "app.crypto")
@StartupCheck
public interface CryptoConfig extends StartupCheck.Settings {

    /**
     * A Tink keyset: JSON, encoded in base64. The primary key encrypts; every key decrypts. Back it up apart from the
     * database: without it, encrypted fields are lost; with it and the database, they can be read.
     */
    Optional<String> keyset();

    @Override
    default @Nullable String refusal(boolean production) {
        return KeysetStartupCheck.refusal(this, production);
    }
}
