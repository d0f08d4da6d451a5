package org.acme.security.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Secrets that nobody can guess: 256 random bits, URL-safe; and what is stored of them. */
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
     * SHA-256, URL-safe. Enough for secrets of 128 random bits and more, which cannot be found by trying; passwords
     * need {@link Passwords}.
     */
    public static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Rfc4648Base64Url.encode(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Seeded on first use, at run time, so that a native image does not carry a seed. */
    private static final class Random {

        static final SecureRandom SECURE = new SecureRandom();
    }
}
