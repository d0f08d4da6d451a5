package org.acme.security.issuer;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acme.security.crypto.SecretTokens;
import org.acme.shared.StorableText;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/** Reads what the claims of verified tokens say. Claims of a wrong type count as missing, so they grant nothing. */
record IssuerClaims(IssuerConfig config) {

    /** OpenID Connect Core 1.0, section 2: {@code sub} has at most 255 characters. */
    private static final int MAX_ID = 255;

    private static final int MAX_TEXT = 1_000;

    /** @throws InvalidJwtException when the subject cannot be an account's */
    IssuerLogin login(JwtClaims claims, String token) throws InvalidJwtException {
        String subject = text(claims, "sub", MAX_ID);
        if (subject == null) {
            throw new InvalidJwtException("no usable sub", List.<ErrorCodeValidator.Error>of(), null);
        }
        Instant issuedAt = seconds(claims, "iat");
        boolean verifiedEmail = Boolean.TRUE.equals(claims.getClaimValue("email_verified"));
        return new IssuerLogin(
                config.url().orElseThrow(),
                subject,
                login(claims, token, issuedAt),
                issuedAt,
                isStrong(claims) ? authTime(claims, issuedAt) : Instant.EPOCH,
                config.roleClaim().isPresent(),
                config.roleClaim().flatMap(claim -> role(claims, claim)).orElse(null),
                text(claims, "name", MAX_TEXT),
                verifiedEmail ? text(claims, "email", MAX_TEXT) : null);
    }

    /**
     * Subject, times and binding. The others would fill the cache of verified tokens, and some of their values cannot
     * be converted.
     */
    static JwtClaims kept(JwtClaims claims) {
        JwtClaims kept = new JwtClaims();
        kept.setClaim("sub", claims.getClaimValue("sub"));
        kept.setIssuedAt(NumericDate.fromSeconds(seconds(claims, "iat").getEpochSecond()));
        kept.setExpirationTime(NumericDate.fromSeconds(seconds(claims, "exp").getEpochSecond()));
        if (claims.hasClaim("cnf")) {
            kept.setClaim("cnf", claims.getClaimValue("cnf"));
        }
        return kept;
    }

    private static IssuerLogin.Login login(JwtClaims claims, String token, Instant issuedAt) {
        String sid = text(claims, IssuerLogin.Login.SID, MAX_ID);
        if (sid != null) {
            return new IssuerLogin.Login(IssuerLogin.Login.SID, sid);
        }
        Instant authTime = authTime(claims, issuedAt);
        return authTime.equals(Instant.EPOCH)
                ? new IssuerLogin.Login("token", SecretTokens.hash(signedPart(token)))
                : new IssuerLogin.Login("auth_time", String.valueOf(authTime.getEpochSecond()));
    }

    /** Any client can compute a second signature of ES256, (r, n - s) from (r, s), which would be another token. */
    private static String signedPart(String token) {
        return token.substring(0, token.lastIndexOf('.'));
    }

    /** A login after the issue of its token did not happen. */
    private static Instant authTime(JwtClaims claims, Instant issuedAt) {
        Instant at = seconds(claims, "auth_time");
        return at.isAfter(issuedAt.plus(IssuerRules.SKEW)) ? Instant.EPOCH : at;
    }

    /** RFC 9470, section 4: {@code acr} is one of the configured values. */
    private boolean isStrong(JwtClaims claims) {
        return config.recentLoginAcr()
                .map(values -> values.contains(text(claims, "acr", MAX_TEXT)))
                .orElse(true);
    }

    /** The first row of the table whose value the claim contains. */
    private Optional<String> role(JwtClaims claims, String claim) {
        Object value = claim.startsWith("/") ? pointed(claims, claim) : claims.getClaimValue(claim);
        Collection<?> values = value instanceof Collection<?> many ? many : value == null ? List.of() : List.of(value);
        return config.roles().orElse(List.of()).stream()
                .map(row -> row.split(":", 2))
                .filter(row -> values.contains(row[1]))
                .map(row -> row[0])
                .findFirst();
    }

    /** RFC 6901, for members of objects. */
    private static @Nullable Object pointed(JwtClaims claims, String pointer) {
        Object found = claims.getClaimsMap();
        for (String token : pointer.substring(1).split("/")) {
            String name = token.replace("~1", "/").replace("~0", "~");
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return found;
    }

    /** Empty when the token names neither login nor subject. */
    Optional<LogoutToken> logout(JwtClaims claims) {
        String sid = text(claims, IssuerLogin.Login.SID, MAX_ID);
        String subject = text(claims, "sub", MAX_ID);
        String issuer = config.url().orElseThrow();
        return sid == null && subject == null
                ? Optional.empty()
                : Optional.of(new LogoutToken(
                        issuer,
                        subject,
                        sid == null ? null : IssuerLogin.loginHash(issuer, sid),
                        seconds(claims, "iat")));
    }

    /** Null when the claim is missing, no text, blank, too long, or cannot be stored (NUL, half a surrogate pair). */
    private static @Nullable String text(JwtClaims claims, String name, int longest) {
        return claims.getClaimValue(name) instanceof String text
                        && !text.isBlank()
                        && text.codePointCount(0, text.length()) <= longest
                        && StorableText.is(text)
                ? text
                : null;
    }

    /** The epoch when the claim is missing, no number, or out of range. */
    private static Instant seconds(JwtClaims claims, String name) {
        return claims.getClaimValue(name) instanceof Number seconds
                        && seconds.longValue() > 0
                        && seconds.longValue() < Integer.MAX_VALUE * 100L
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.EPOCH;
    }
}
