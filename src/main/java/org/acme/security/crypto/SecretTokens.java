package org.acme.security.crypto;

import java.security.SecureRandom;
import org.acme.shared.Digests;

/** Generates secrets of 256 random bits, URL-safe, and hashes them for storage. */
public final class SecretTokens {

    private static final int BYTES = 32;

    private SecretTokens() {}

    public static String random() {
        return Rfc4648Base64Url.encode(randomBytes(BYTES));
    }

    public static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        Random.SECURE.nextBytes(bytes);
        return bytes;
    }

    /**
     * SHA-256, URL-safe. Sufficient for secrets of at least 128 random bits, which cannot be guessed; passwords need
     * {@code Passwords}.
     */
    public static String hash(String secret) {
        return Rfc4648Base64Url.encode(Digests.sha256(secret));
    }

    /** Created on first use, so that a native image contains no seed. */
    private static final class Random {

        static final SecureRandom SECURE = new SecureRandom();
    }
}
