package org.acme.security.authentication.token;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Instant;
import java.util.UUID;
import org.acme.security.authentication.AccessTokens;
import org.jose4j.jwt.JwtClaims;

/**
 * The user, session and {@code auth_time} of a verified access token, parsed once because verified tokens are cached.
 */
public final class SessionToken extends DefaultJWTCallerPrincipal {

    private final UUID user;
    private final UUID session;
    private final Instant authenticatedAt;

    /** @throws ParseException when {@code sub} or {@code sid} is no UUID */
    public SessionToken(JwtClaims claims) throws ParseException {
        super(AccessTokens.TYPE, claims);
        user = id(claims, "sub");
        session = id(claims, "sid");
        authenticatedAt = claims.getClaimValue("auth_time") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.EPOCH;
    }

    private static UUID id(JwtClaims claims, String name) throws ParseException {
        try {
            return UUID.fromString(String.valueOf(claims.getClaimValue(name)));
        } catch (IllegalArgumentException e) {
            throw new ParseException("token without a valid " + name, e);
        }
    }

    public UUID user() {
        return user;
    }

    public UUID session() {
        return session;
    }

    public Instant authenticatedAt() {
        return authenticatedAt;
    }
}
