package org.acme.security.authentication.token;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings for signing and verifying access tokens. */
@ConfigMapping(prefix = "app.jwt")
@RegisterForReflection
@Unremovable
public interface JwtConfig extends CheckedSettings {

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

    @Override
    default @Nullable String refusal(boolean production) {
        return TokensStartupCheck.refusal(this, production);
    }
}
