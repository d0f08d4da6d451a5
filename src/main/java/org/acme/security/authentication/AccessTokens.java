package org.acme.security.authentication;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.build.JwtSignatureBuilder;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.acme.security.authentication.token.JwtConfig;
import org.jspecify.annotations.Nullable;

/**
 * Issues access tokens in the format of RFC 9068, without its {@code client_id}, because there are no OAuth clients.
 * They are short-lived, for one audience, without personal data.
 */
@Singleton
public record AccessTokens(JwtConfig config, TokenKeys keys, Clock clock) {

    /** Distinguishes access tokens from any other JWT signed with the same key (RFC 8725, section 3.11). */
    public static final String TYPE = "at+jwt";

    /**
     * Issues a token that expires after {@link #lifetime}.
     *
     * @param user the {@code sub} claim
     * @param session the {@code sid} claim
     * @param role the {@code groups} claim
     * @param authenticatedAt the {@code auth_time} claim: when the user last authenticated
     * @param key thumbprint of the client's key, the {@code jkt} in the {@code cnf} claim (RFC 9449, section 6.1); null
     *     for a token that is not bound
     */
    public String issue(UUID user, UUID session, String role, Instant authenticatedAt, @Nullable String key) {
        Instant now = clock.instant();
        JwtClaimsBuilder claims = Jwt.issuer(config.issuer())
                .audience(config.audience())
                .subject(user.toString())
                .claim("sid", session.toString())
                .claim("jti", UUID.randomUUID().toString())
                .claim("auth_time", authenticatedAt.getEpochSecond())
                .groups(Set.of(role))
                .issuedAt(now)
                .expiresAt(now.plus(lifetime()));
        if (key != null) {
            claims.claim("cnf", Map.of("jkt", key));
        }
        return sign(claims.jws().header("typ", TYPE).keyId(keys.signingId()).algorithm(algorithm()));
    }

    public Duration lifetime() {
        return config.tokenExpiry();
    }

    private SignatureAlgorithm algorithm() {
        return SignatureAlgorithm.fromAlgorithm(config.algorithm().jose());
    }

    private String sign(JwtSignatureBuilder token) {
        return keys.signing() instanceof SecretKey secret
                ? token.sign(secret)
                : token.sign((PrivateKey) keys.signing());
    }
}
