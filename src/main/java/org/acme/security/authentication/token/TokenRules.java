package org.acme.security.authentication.token;

import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import org.acme.security.authentication.AccessTokens;
import org.acme.security.authentication.TokenKeys;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The rules for access tokens of this service (RFC 8725): algorithm, key, type, issuer, audience, lifetime and required
 * claims must be those that {@link AccessTokens} issues. The token's header can only select one of the configured keys
 * by id; embedded keys and key URLs are ignored.
 */
record TokenRules(JwtConfig config, TokenKeys keys) {

    /** Allowed difference between the clocks of two instances. The library adds it to each bound of a time. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    JwtConsumer consumer(Instant now) {
        int skew = (int) SKEW.toSeconds();
        int lifetime = (int) config.tokenExpiry().toSeconds();
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, config.algorithm().jose()))
                .setVerificationKeyResolver((token, nesting) -> key(token.getKeyIdHeaderValue()))
                .setExpectedType(true, AccessTokens.TYPE)
                .setExpectedIssuer(true, config.issuer())
                .setExpectedAudience(true, config.audience())
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(0, lifetime)
                .setAllowedClockSkewInSeconds(skew)
                .setMaxFutureValidityInMinutes((lifetime + skew) / 60 + 1)
                .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                .build();
    }

    private Key key(String id) throws UnresolvableKeyException {
        Key key = keys.verifying(id);
        if (key == null) {
            throw new UnresolvableKeyException("no such key");
        }
        return key;
    }
}
