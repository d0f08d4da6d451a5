package org.acme.security.ratelimit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/**
 * Turns what a request names into a key of fixed size that keeps neither e-mails nor tokens in memory: the first half
 * of a SHA-256.
 */
final class NamedKey {

    private NamedKey() {}

    /** Spellings that might find the same account are one account, so that no spelling opens a fresh window. */
    static UUID account(String email) {
        return hash(Normalizer.normalize(email, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT));
    }

    static UUID session(String name) {
        return hash(name);
    }

    private static UUID hash(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
