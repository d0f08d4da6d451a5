package org.acme.security.crypto;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody can guess: 256 random bits, URL-safe. */
public final class SecretTokens {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretTokens() {}

    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
