package org.acme.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.acme.security.crypto.DerivedKey;
import org.acme.security.crypto.SecretTokens;

/**
 * Signs messages with HMAC-SHA-256, so that a receiver can verify origin, integrity and time (Standard Webhooks 1.0.0,
 * "Signature scheme", https://www.standardwebhooks.com).
 */
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final int KEY_BYTES = 32;

    private Signature() {}

    /** {@code whsec_} and the base64 of a key of 256 random bits. */
    static String newSecret() {
        return PREFIX + Base64.getEncoder().encodeToString(SecretTokens.randomBytes(KEY_BYTES));
    }

    /**
     * {@code v1,} and the base64 of the HMAC over {@code <id>.<timestamp>.<body>}.
     *
     * @param timestamp the time of the attempt, in Unix seconds
     */
    static String of(String secret, UUID id, long timestamp, String body) {
        DerivedKey key = new DerivedKey(new SecretKeySpec(key(secret), "HmacSHA256"));
        byte[] mac = key.mac((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac);
    }

    /**
     * Secrets without the prefix are older than {@link #newSecret}: their key is their text, as their owners know it.
     */
    private static byte[] key(String secret) {
        return secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.US_ASCII);
    }
}
