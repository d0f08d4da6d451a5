package org.acme.security.authentication;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Accepts a bearer token only when everything about it is what {@link AccessTokens} would have written: algorithm, key,
 * type, issuer, audience, lifetime and the claims that identify it (RFC 8725). What the token's own header says of keys
 * is ignored.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class TokenVerifier extends JWTCallerPrincipalFactory {

    /** Clocks of two instances may differ by this much. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final JwtConfig config;
    private final TokenKeys keys;
    private final Clock clock;

    TokenVerifier(JwtConfig config, TokenKeys keys, Clock clock) {
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        try {
            return new DefaultJWTCallerPrincipal(
                    AccessTokens.TYPE, consumer().process(token).getJwtClaims());
        } catch (InvalidJwtException refused) {
            throw new ParseException("token refused", refused);
        }
    }

    private JwtConsumer consumer() {
        int skew = (int) SKEW.toSeconds();
        int lifetime = (int) config.tokenExpiry().toSeconds();
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, config.algorithm().jose()))
                .setVerificationKey(keys.verification())
                .setExpectedType(true, AccessTokens.TYPE)
                .setExpectedIssuer(true, config.issuer())
                .setExpectedAudience(true, config.audience())
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireExpirationTime()
                .setIssuedAtRestrictions(skew, lifetime + skew)
                .setAllowedClockSkewInSeconds(skew)
                .setMaxFutureValidityInMinutes((lifetime + skew) / 60 + 1)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.instant().toEpochMilli()))
                .build();
    }
}
