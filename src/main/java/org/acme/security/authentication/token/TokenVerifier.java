package org.acme.security.authentication.token;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.acme.security.authentication.TokenKeys;
import org.acme.security.crypto.Rfc4648Base64Url;
import org.acme.security.issuer.IssuerKeysChanged;
import org.acme.security.issuer.IssuerTokens;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens. With an external issuer, only its tokens are accepted; otherwise, only those of this service
 * ({@link TokenRules}).
 */
@ApplicationScoped
@Alternative
@Priority(1)
public class TokenVerifier extends JWTCallerPrincipalFactory {

    /** Header, claims, signature. */
    private static final int PARTS = 3;

    private final JwtConfig config;
    private final TokenRules rules;
    private final IssuerTokens issuer; // external-issuer-only
    private final Clock clock;
    private volatile VerifiedTokens verified;

    TokenVerifier(
            JwtConfig config,
            TokenKeys keys,
            IssuerTokens issuer, // external-issuer-only
            Clock clock) {
        this.config = config;
        this.rules = new TokenRules(config, keys);
        this.issuer = issuer; // external-issuer-only
        this.clock = clock;
        this.verified = emptyCache();
    }

    private VerifiedTokens emptyCache() {
        // external-issuer-only:begin
        if (issuer.isExternal()) {
            return new VerifiedTokens(issuer.maxLifetime());
        }
        // external-issuer-only:end
        return new VerifiedTokens(config.tokenExpiry());
    }

    // external-issuer-only:begin
    void forget(@Observes IssuerKeysChanged change) {
        verified = emptyCache();
    }
    // external-issuer-only:end

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        Instant now = clock.instant();
        // The cache of before the verification: if the keys change during it, the result is not kept.
        VerifiedTokens cache = verified;
        JWTCallerPrincipal known = known(cache, token, now);
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
        return (SessionToken) known(verified, token, clock.instant());
    }

    private @Nullable JWTCallerPrincipal known(VerifiedTokens cache, String token, Instant now) {
        // external-issuer-only:begin
        // A key must not be trusted for longer because a token of it was used before.
        if (!issuer.canVerify()) {
            return null;
        }
        // external-issuer-only:end
        return cache.find(token, now);
    }

    JWTCallerPrincipal verify(String token, Instant now) throws ParseException {
        if (!isCompact(token)) {
            throw new ParseException("token rejected: not in compact serialization");
        }
        try {
            // external-issuer-only:begin
            if (issuer.isExternal()) {
                return new SessionToken(issuer.accessToken(token, now));
            }
            // external-issuer-only:end
            return new SessionToken(rules.consumer(now).process(token).getJwtClaims());
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
}
