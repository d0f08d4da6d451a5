package org.acme.security.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How access tokens are signed and how long they live. */
@ConfigMapping(prefix = "app.jwt")
@SafeTokens
public interface JwtConfig {

    /**
     * The one algorithm that signs and that verification accepts. Changing it invalidates every token in circulation.
     */
    @WithDefault("HS256")
    @WithConverter(SigningAlgorithm.ByName.class)
    SigningAlgorithm algorithm();

    /** Base64 of at least 32 random bytes, for HS256. Whoever knows it can be anybody. */
    Optional<String> secret();

    /** The secret that was in force before, while tokens that it signed are still about. */
    Optional<String> previousSecret();

    /** A PEM or JWKS file with the private key, for the other algorithms. */
    Optional<String> privateKeyLocation();

    /**
     * PEM or JWKS files with further keys whose tokens are accepted and which are published: the one that is to sign
     * next, so that every instance knows it before the first token, and the one that signed before.
     */
    Optional<List<String>> verificationKeyLocations();

    /** A stolen token works for as long as this. Production accepts 900 to 3600 seconds. */
    @WithDefault("3600s")
    Duration tokenExpiry();

    /** Tokens of another issuer are refused, even when they are signed with our key. */
    @WithDefault("palisade")
    String issuer();

    /** Tokens made for another service are refused, even when they come from our issuer. */
    @WithDefault("palisade-api")
    String audience();
}
