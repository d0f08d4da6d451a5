package org.acme.security.authentication.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when tokens could be forged or would live too long. The message names the
 * property and the remedy.
 */
final class TokensStartupCheck {

    /** The end of the secret in application.properties, which is public and must never sign a production token. */
    static final String DEV_SECRET_MARKER = "-not-for-production";

    private static final int MIN_SECRET_BYTES = 32;

    /** Random bytes have more; so have their hexadecimal digits. A repeated word has fewer. */
    private static final int MIN_DIFFERENT_BYTES = 8;

    private static final Duration SHORTEST = Duration.ofSeconds(900);
    private static final Duration LONGEST = Duration.ofSeconds(3600);

    private TokensStartupCheck() {}

    static @Nullable String refusal(JwtConfig config, boolean production) {
        String keyRefusal = config.algorithm() == SigningAlgorithm.HS256
                ? secretRefusal(config.secret().orElse(""), production)
                : fileRefusal(config);
        boolean previousIsWeak = config.previousSecret()
                .filter(secret -> secretRefusal(secret, production) != null)
                .isPresent();
        if (previousIsWeak) {
            return "app.jwt.previous-secret (APP_JWT_PREVIOUS_SECRET) is too weak or is the public development secret: remove it";
        }
        return keyRefusal == null && production ? lifetimeRefusal(config.tokenExpiry()) : keyRefusal;
    }

    private static @Nullable String secretRefusal(String secret, boolean production) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret);
        } catch (IllegalArgumentException notBase64) {
            bytes = new byte[0];
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (bytes.length < MIN_SECRET_BYTES || text.chars().distinct().count() < MIN_DIFFERENT_BYTES) {
            return "app.jwt.secret (APP_JWT_SECRET) must be base64 of at least 32 random bytes. Generate one: openssl rand -base64 32";
        }
        return production && text.endsWith(DEV_SECRET_MARKER)
                ? "app.jwt.secret (APP_JWT_SECRET) is the public development secret. Generate one: openssl rand -base64 32"
                : null;
    }

    private static @Nullable String fileRefusal(JwtConfig config) {
        return config.privateKeyLocation().isPresent()
                ? null
                : "app.jwt.private-key-location (APP_JWT_PRIVATE_KEY_LOCATION) must name a PEM or JWKS file for "
                        + config.algorithm().jose();
    }

    private static @Nullable String lifetimeRefusal(Duration expiry) {
        return expiry.compareTo(SHORTEST) < 0 || expiry.compareTo(LONGEST) > 0
                ? "app.jwt.token-expiry (APP_JWT_TOKEN_EXPIRY) must be between 900s and 3600s"
                : null;
    }
}
