package org.acme.security.crypto;

import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start without a usable keyset and, in production, with the public one of dev
 * mode.
 */
final class KeysetStartupCheck {

    /** The beginning of dev mode's key, which is public in application.properties. */
    private static final String DEV_KEY = "GiBwYWxpc2FkZS1kZXYta2V5c2V0";

    private KeysetStartupCheck() {}

    static @Nullable String refusal(CryptoConfig config, boolean production) {
        return refusal(config.keyset().orElse(""), production);
    }

    static @Nullable String refusal(String keyset, boolean production) {
        try {
            Keysets.read(keyset);
        } catch (IllegalArgumentException e) {
            return "app.crypto.keyset (APP_CRYPTO_KEYSET) must be a Tink keyset, JSON in base64."
                    + " docs/configuration.md contains the command that generates one";
        }
        return production && Keysets.json(keyset).contains(DEV_KEY)
                ? "app.crypto.keyset (APP_CRYPTO_KEYSET) is the public development keyset."
                        + " docs/configuration.md contains the command that generates one"
                : null;
    }
}
