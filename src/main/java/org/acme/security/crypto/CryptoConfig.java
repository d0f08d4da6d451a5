package org.acme.security.crypto;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The keys that stored secrets are encrypted with. */
@ConfigMapping(prefix = "app.crypto")
@SafeKeyset
public interface CryptoConfig {

    /**
     * A Tink keyset, JSON in base64. Whoever has it and the table can read what is encrypted there; without it nobody
     * can, so it needs a backup of its own. The primary key encrypts, every key in it decrypts.
     */
    Optional<String> keyset();
}
