package org.acme.security.issuer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.acme.security.crypto.Rfc4648Base64Url;
import org.acme.shared.Digests;
import org.jspecify.annotations.Nullable;

/**
 * What a verified access token of the issuer says about its user and login. The account is identified by {@code iss}
 * and {@code sub} (OpenID Connect Core 1.0, section 5.7), and never by the e-mail address.
 *
 * @param login the issuer's session ({@code sid}); without it, the moment of the login ({@code auth_time}); without
 *     both, the token
 * @param authenticatedAt {@code auth_time}; the epoch when it is missing or {@code acr} is not strong enough
 * @param mapsRoles whether a claim limits the role
 * @param role the role that the claim gives; null when it gives none
 * @param name for display; null when missing
 * @param email null unless the issuer has verified it
 */
public record IssuerLogin(
        String issuer,
        String subject,
        Login login,
        Instant issuedAt,
        Instant authenticatedAt,
        boolean mapsRoles,
        @Nullable String role,
        @Nullable String name,
        @Nullable String email) {

    /** A login at the issuer, by the claim that distinguishes it. */
    public record Login(String claim, String value) {

        /** The claim that OpenID Connect Back-Channel Logout 1.0 ends logins by. */
        public static final String SID = "sid";
    }

    /** Id of the session of this service. Only this user's tokens of this login have it. */
    public UUID session() {
        ByteBuffer hash = ByteBuffer.wrap(digest("session", issuer, subject, login.claim, login.value));
        // Version 8 and the variant of RFC 9562, section 5.8.
        return new UUID(
                hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L,
                hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    /** Identifies the user at the issuer. */
    public String subjectHash() {
        return subjectHash(issuer, subject);
    }

    /** Identifies the login at the issuer. By {@code sid} alone, because a logout token need not name the subject. */
    public String loginHash() {
        return login.claim.equals(Login.SID)
                ? loginHash(issuer, login.value)
                : hash("login", issuer, subject, login.claim, login.value);
    }

    /**
     * Identifies the logins that a logout token ends: by {@code sid} this one; without it all such logins of the user,
     * which the issuer does not distinguish.
     */
    public String logoutHash() {
        return login.claim.equals(Login.SID) ? loginHash() : withoutSidHash(issuer, subject);
    }

    static String withoutSidHash(String issuer, String subject) {
        return hash("logins without sid", issuer, subject);
    }

    public static String subjectHash(String issuer, String subject) {
        return hash("subject", issuer, subject);
    }

    static String loginHash(String issuer, String sid) {
        return hash("login", issuer, Login.SID, sid);
    }

    private static String hash(String... parts) {
        return Rfc4648Base64Url.encode(digest(parts));
    }

    /** Of the lengths and texts, so that no two lists of parts have the same digest. */
    private static byte[] digest(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(part.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(part);
        }
        return Digests.sha256(text.toString());
    }
}
