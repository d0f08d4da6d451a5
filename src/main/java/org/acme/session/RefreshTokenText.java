package org.acme.session;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.crypto.FieldEncryption;
import org.acme.security.crypto.Pseudonyms;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.crypto.UnreadableField;

/**
 * Writes refresh tokens. The last part of a token is the encrypted id of its session. A used token is thus recognized
 * for as long as its session lives, although the database no longer stores it.
 */
@Singleton
record RefreshTokenText(Pseudonyms pseudonyms, FieldEncryption encryption) {

    /** Marks a token that was issued to a key. A client cannot remove the mark, because the encryption covers it. */
    private static final String TO_A_KEY = ".dpop.";

    String random(Session session) {
        // The pseudonym in front lets the rate limit count per session without a query. It is only in the session's
        // refresh tokens: lists and access tokens contain the session id, with which others could exhaust that limit.
        String secret = pseudonyms.of("refresh", session.id.toString())
                + (session.keyThumbprint == null ? "." : TO_A_KEY)
                + SecretTokens.random();
        return secret + "." + encryption.encrypt(row(secret), session.id.toString());
    }

    static boolean isForKey(String token) {
        return token.contains(TO_A_KEY);
    }

    /**
     * The session that the token was issued for; empty for any other text, and for tokens from before the first
     * release.
     */
    Optional<UUID> session(String token) {
        int end = Math.max(0, token.lastIndexOf('.'));
        try {
            return Optional.of(encryption.decrypt(row(token.substring(0, end)), token.substring(end + 1)))
                    .map(UUID::fromString);
        } catch (UnreadableField e) {
            return Optional.empty();
        }
    }

    private static String row(String secret) {
        return "refresh_tokens/" + secret;
    }
}
