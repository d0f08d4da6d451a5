package org.acme.security.issuer;

import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.acme.security.crypto.JwsAlgorithm;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The rules for tokens of the issuer (RFC 8725): algorithm, key, type, issuer, audience and lifetime. The header can
 * only select one of the issuer's keys by id; embedded keys and key URLs are ignored.
 */
record IssuerRules(IssuerConfig config) {

    /** Allowed difference between the clocks of issuer and service. The library adds it to each bound of a time. */
    static final Duration SKEW = Duration.ofSeconds(30);

    /** OpenID Connect Back-Channel Logout 1.0, section 2.4, recommends two minutes. */
    private static final Duration LOGOUT_LIFETIME = Duration.ofMinutes(10);

    private static final List<String> LOGOUT_TYPES = List.of("logout+jwt", "application/logout+jwt", "jwt");

    JwtConsumer accessTokens(@Nullable KeySet keys, Instant now) {
        return common(keys, now, config.maxTokenLifetime())
                .setExpectedType(true, config.tokenType())
                .setExpectedAudience(true, config.audience().orElseThrow())
                .setRequireSubject()
                .registerValidator((ErrorCodeValidator) context -> distinguished(context.getJwtClaims()))
                .build();
    }

    /** The type is optional (section 2.4), and some issuers write {@code JWT}; one of other tokens is refused. */
    JwtConsumer logoutTokens(@Nullable KeySet keys, Instant now) {
        return common(keys, now, LOGOUT_LIFETIME)
                .registerValidator((ErrorCodeValidator)
                        context -> typed(context.getJoseObjects().get(0).getHeader("typ")))
                .setExpectedAudience(
                        true, config.logoutAudience().or(config::audience).orElseThrow())
                .setRequireJwtId()
                .build();
    }

    private JwtConsumerBuilder common(@Nullable KeySet keys, Instant now, Duration lifetime) {
        int skew = (int) SKEW.toSeconds();
        int seconds = (int) lifetime.toSeconds();
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithms()))
                .setVerificationKeyResolver((token, nesting) -> key(keys, token))
                .setExpectedIssuer(true, config.url().orElseThrow())
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(0, seconds)
                .setAllowedClockSkewInSeconds(skew)
                .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                .registerValidator((ErrorCodeValidator) context -> bounded(context.getJwtClaims(), seconds));
    }

    private static Key key(@Nullable KeySet keys, JsonWebSignature token) throws UnresolvableKeyException {
        Key key = keys == null ? null : keys.find(token.getKeyIdHeaderValue(), token.getAlgorithmHeaderValue());
        if (key == null) {
            throw new UnresolvableKeyException("no such key");
        }
        return key;
    }

    private String[] algorithms() {
        return config.algorithms().stream().map(JwsAlgorithm::jose).toArray(String[]::new);
    }

    private static ErrorCodeValidator.@Nullable Error typed(@Nullable String type) {
        return type == null || LOGOUT_TYPES.contains(type.toLowerCase(Locale.ROOT))
                ? null
                : new ErrorCodeValidator.Error(ErrorCodes.TYPE_INVALID, "not a logout token");
    }

    /** The library only limits the age and the remaining time, so a token could live twice as long. */
    private static ErrorCodeValidator.@Nullable Error bounded(JwtClaims claims, long lifetime)
            throws MalformedClaimException {
        NumericDate issued = claims.getIssuedAt();
        NumericDate expires = claims.getExpirationTime();
        return issued == null || expires == null || expires.getValue() - issued.getValue() <= lifetime
                ? null
                : new ErrorCodeValidator.Error(ErrorCodes.EXPIRATION_TOO_FAR_IN_FUTURE, "too long from iat to exp");
    }

    /** Requires {@code app.issuer.token-claims}, which ID tokens and logout tokens do not have. */
    private ErrorCodeValidator.@Nullable Error distinguished(JwtClaims claims) {
        boolean all = config.tokenClaims().orElse(List.of()).stream().allMatch(required -> has(claims, required));
        return all
                ? null
                : new ErrorCodeValidator.Error(ErrorCodes.MISCELLANEOUS, "a claim of access tokens is missing");
    }

    /** A list, or a text that is one in OAuth ({@code scope}, RFC 6749, section 3.3), contains one of the values. */
    private static boolean has(JwtClaims claims, String required) {
        String[] parts = required.split("=", 2);
        Object value = claims.getClaimValue(parts[0]);
        Collection<?> values = value instanceof String text
                ? List.of(text.split(" "))
                : value instanceof Collection<?> list ? list : List.of();
        return Stream.of(parts[1].split("\\|")).anyMatch(values::contains);
    }
}
