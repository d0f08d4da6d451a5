package org.acme.security.issuer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4). At least one of login and subject is
 * present.
 *
 * @param loginHash as of {@link IssuerLogin}: the login that ends; null when all logins of the subject end
 * @param subject null when missing
 * @param issuedAt tokens of the subject that were issued before are refused
 */
public record LogoutToken(
        String issuer, @Nullable String subject, @Nullable String loginHash, Instant issuedAt) {

    /** Identifies the user at the issuer, as {@link IssuerLogin#subjectHash}; null when the token does not name it. */
    public @Nullable String subjectHash() {
        return subject == null ? null : IssuerLogin.subjectHash(issuer, subject);
    }

    /** Identifies the logins of the user without {@code sid}, as {@link IssuerLogin#logoutHash}; null as above. */
    public @Nullable String withoutSidHash() {
        return subject == null ? null : IssuerLogin.withoutSidHash(issuer, subject);
    }
}
