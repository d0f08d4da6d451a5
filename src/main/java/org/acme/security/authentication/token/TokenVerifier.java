package org.acme.security.authentication.token;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.acme.security.authentication.AccessTokens;
import org.acme.security.authentication.TokenKeys;
import org.acme.security.crypto.Rfc4648Base64Url;
import org.acme.security.issuer.IssuerKeysChanged;
import org.acme.security.issuer.IssuerTokens;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens (RFC 8725): algorithm, key, type, issuer, audience, lifetime and required claims must be those
 * that {@link AccessTokens} issues. The token's header can only select one of the configured keys by id; embedded keys
 * and key URLs are ignored. With an external issuer, only its tokens are accepted ({@link IssuerTokens}).
 */
@ApplicationScoped
@Alternative
@Priority(1)
public class TokenVerifier extends JWTCallerPrincipalFactory {

    /** Allowed difference between the clocks of two instances. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** Header, claims, signature. */
    private static final int PARTS = 3;

    private final JwtConfig config;
    private final TokenKeys keys;
    private final IssuerTokens issuer;
    private final Clock clock;
    private volatile VerifiedTokens verified;

    TokenVerifier(JwtConfig config, TokenKeys keys, IssuerTokens issuer, Clock clock) {
        this.config = config;
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
        this.verified = emptyCache();
    }

    private VerifiedTokens emptyCache() {
        return new VerifiedTokens(issuer.isExternal() ? issuer.maxLifetime() : config.tokenExpiry());
    }

    void forget(@Observes IssuerKeysChanged change) {
        verified = emptyCache();
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        Instant now = clock.instant();
        // The cache of before the verification: if the keys change during it, the result is not kept.
        VerifiedTokens cache = verified;
        JWTCallerPrincipal known = cache.find(token, now);
        if (known != null) {
            return known;
        }
        JWTCallerPrincipal principal = verify(token, now);
        cache.add(token, principal, now);
        return principal;
    }

    /** Returns a token that was verified before and is still valid; null for all others. */
    @Nullable
    public SessionToken cached(String token) {
        return (SessionToken) verified.find(token, clock.instant());
    }

    JWTCallerPrincipal verify(String token, Instant now) throws ParseException {
        if (!isCompact(token)) {
            throw new ParseException("token rejected: not in compact serialization");
        }
        try {
            return issuer.isExternal()
                    ? new SessionToken(issuer.accessToken(token, now))
                    : new SessionToken(consumer(now).process(token).getJwtClaims());
        } catch (InvalidJwtException refused) {
            // Error codes only, because the library's message quotes the token.
            throw new ParseException("token rejected, reasons " + reasons(refused));
        }
    }

    /**
     * Whether the token has three parts in strict base64url (RFC 7515, sections 2 and 7.1). The library also accepts
     * padding, whitespace, foreign characters and non-zero trailing bits, so one token would have many spellings.
     */
    private static boolean isCompact(String token) {
        String[] parts = token.split("\\.", -1);
        return parts.length == PARTS
                && Stream.of(parts)
                        .allMatch(part -> Rfc4648Base64Url.decode(part).isPresent());
    }

    /** See {@link org.jose4j.jwt.consumer.ErrorCodes}. */
    private static List<Integer> reasons(InvalidJwtException refused) {
        return refused.getErrorDetails().stream()
                .map(ErrorCodeValidator.Error::getErrorCode)
                .toList();
    }

    private Key key(String id) throws UnresolvableKeyException {
        Key key = keys.verifying(id);
        if (key == null) {
            throw new UnresolvableKeyException("no such key");
        }
        return key;
    }

    private JwtConsumer consumer(Instant now) {
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
                .setIssuedAtRestrictions(skew, lifetime + skew)
                .setAllowedClockSkewInSeconds(skew)
                .setMaxFutureValidityInMinutes((lifetime + skew) / 60 + 1)
                .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                .build();
    }
}
