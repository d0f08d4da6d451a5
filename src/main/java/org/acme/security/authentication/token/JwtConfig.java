package org.acme.security.authentication.token;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings for signing and verifying access tokens. */
@ConfigMapping(prefix = "app.jwt")
@RegisterForReflection
@Unremovable
public interface JwtConfig extends CheckedSettings {

    /** The end of the secret in application.properties, which is public and must never sign a production token. */
    String DEV_SECRET_MARKER = "-not-for-production";

    int MIN_SECRET_BYTES = 32;

    /** Random bytes have more; so have their hexadecimal digits. A repeated word has fewer. */
    int MIN_DIFFERENT_BYTES = 8;

    Duration SHORTEST_EXPIRY = Duration.ofSeconds(900);
    Duration LONGEST_EXPIRY = Duration.ofSeconds(3600);

    /** The only algorithm for signing and verification. Changing it invalidates all tokens. */
    @WithDefault("HS256")
    @WithConverter(SigningAlgorithm.ByName.class)
    SigningAlgorithm algorithm();

    /** HS256: base64 of at least 32 random bytes. An attacker who knows it can forge tokens of any user. */
    Optional<String> secret();

    /** HS256: the previous secret, accepted until its last token has expired. */
    Optional<String> previousSecret();

    /** RS256, ES256, EdDSA: a PEM or JWKS file with the private key. */
    Optional<String> privateKeyLocation();

    /**
     * PEM or JWKS files with further verification keys; they are published as well. For a key rotation: the next key,
     * so that every instance knows it before its first token, and afterwards the previous one.
     */
    Optional<List<String>> verificationKeyLocations();

    /** Lifetime of an access token, and so the time that a stolen one works. Production accepts 900 to 3600 seconds. */
    @WithDefault("3600s")
    Duration tokenExpiry();

    /** The {@code iss} claim. Tokens with another one are refused, even when signed with a valid key. */
    @WithDefault("palisade")
    String issuer();

    /** The {@code aud} claim. Tokens for another service are refused, even from the right issuer. */
    @WithDefault("palisade-api")
    String audience();

    /** Refuses settings with which tokens could be forged or would live too long, and key settings without effect. */
    @Override
    default @Nullable String refusal(boolean production) {
        String ineffective = ineffectiveRefusal();
        if (ineffective != null) {
            return ineffective;
        }
        String keyRefusal =
                algorithm() == SigningAlgorithm.HS256 ? secretRefusal(secret().orElse(""), production) : fileRefusal();
        boolean previousIsWeak = previousSecret()
                .filter(secret -> secretRefusal(secret, production) != null)
                .isPresent();
        if (previousIsWeak) {
            return "app.jwt.previous-secret (APP_JWT_PREVIOUS_SECRET) is too weak or is the public development secret: remove it";
        }
        return keyRefusal == null && production ? lifetimeRefusal() : keyRefusal;
    }

    /** {@code app.jwt.secret} may stay with each algorithm: it verifies nothing. */
    private @Nullable String ineffectiveRefusal() {
        if (algorithm() != SigningAlgorithm.HS256) {
            return previousSecret().isEmpty()
                    ? null
                    : "app.jwt.previous-secret (APP_JWT_PREVIOUS_SECRET) has no effect with "
                            + algorithm().jose() + ": remove it";
        }
        return privateKeyLocation().isEmpty() && verificationKeyLocations().isEmpty()
                ? null
                : "app.jwt.private-key-location (APP_JWT_PRIVATE_KEY_LOCATION) and app.jwt.verification-key-locations"
                        + " (APP_JWT_VERIFICATION_KEY_LOCATIONS) have no effect with HS256: set app.jwt.algorithm"
                        + " (APP_JWT_ALGORITHM) or remove them";
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

    private @Nullable String fileRefusal() {
        return privateKeyLocation().isPresent()
                ? null
                : "app.jwt.private-key-location (APP_JWT_PRIVATE_KEY_LOCATION) must name a PEM or JWKS file for "
                        + algorithm().jose();
    }

    private @Nullable String lifetimeRefusal() {
        return tokenExpiry().compareTo(SHORTEST_EXPIRY) < 0 || tokenExpiry().compareTo(LONGEST_EXPIRY) > 0
                ? "app.jwt.token-expiry (APP_JWT_TOKEN_EXPIRY) must be between 900s and 3600s"
                : null;
    }
}
