package org.acme.security.authentication.token;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.acme.security.authentication.AccessTokens;
import org.acme.security.issuer.IssuerLogin;
import org.acme.security.issuer.IssuerTokens;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/**
 * The user, session, {@code auth_time} and key of a verified access token, parsed once because verified tokens are
 * cached.
 */
public final class SessionToken extends DefaultJWTCallerPrincipal {

    private final @Nullable UUID user;
    private final UUID session;
    private final Instant authenticatedAt;
    private final @Nullable String key;
    private final @Nullable IssuerLogin login; // external-issuer-only

    /** @throws ParseException when {@code sub} or {@code sid} is no UUID, or {@code cnf} names no key */
    public SessionToken(JwtClaims claims) throws ParseException {
        super(AccessTokens.TYPE, claims);
        user = id(claims, "sub");
        session = id(claims, "sid");
        authenticatedAt = claims.getClaimValue("auth_time") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.EPOCH;
        key = key(claims);
        login = null; // external-issuer-only
    }

    // external-issuer-only:begin
    /** @throws ParseException when {@code cnf} names no key */
    SessionToken(IssuerTokens.Verified token) throws ParseException {
        super(AccessTokens.TYPE, token.claims());
        login = token.login();
        user = null;
        session = login.session();
        authenticatedAt = login.authenticatedAt();
        key = key(token.claims());
    }
    // external-issuer-only:end

    /** A token that is bound in another way than by {@code jkt} is refused, because the binding cannot be checked. */
    private static @Nullable String key(JwtClaims claims) throws ParseException {
        if (!claims.hasClaim("cnf")) {
            return null;
        }
        if (claims.getClaimValue("cnf") instanceof Map<?, ?> members
                && members.size() == 1
                && members.get("jkt") instanceof String thumbprint) {
            return thumbprint;
        }
        throw new ParseException("token without a valid cnf");
    }

    private static UUID id(JwtClaims claims, String name) throws ParseException {
        try {
            return UUID.fromString(String.valueOf(claims.getClaimValue(name)));
        } catch (IllegalArgumentException e) {
            throw new ParseException("token without a valid " + name, e);
        }
    }

    /** Null for a token of an external issuer, whose user is the owner of the session. */
    public @Nullable UUID user() {
        return user;
    }

    // external-issuer-only:begin
    /** The claims of an external issuer; null for a token of this service. */
    public @Nullable IssuerLogin login() {
        return login;
    }
    // external-issuer-only:end

    public UUID session() {
        return session;
    }

    public Instant authenticatedAt() {
        return authenticatedAt;
    }

    /** Thumbprint of the key that the token is bound to (RFC 9449, section 6.1); null for an unbound token. */
    public @Nullable String key() {
        return key;
    }
}
