package org.acme.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.acme.security.crypto.DerivedKey;
import org.acme.security.crypto.SecretTokens;

/**
 * Signs messages, so that a receiver can verify origin, integrity and time: {@code t=<Unix seconds>,v1=<hex>}, where
 * {@code v1} is HMAC-SHA-256 over {@code <t>.<body>} with the webhook's secret, as shown, as the key.
 */
final class Signature {

    private static final String PREFIX = "palwh_";

    private Signature() {}

    /** 256 random bits with a prefix that secret scanners recognize. */
    static String newSecret() {
        return PREFIX + SecretTokens.random();
    }

    static String of(String secret, Instant at, String body) {
        long seconds = at.getEpochSecond();
        DerivedKey key = new DerivedKey(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        byte[] mac = key.mac((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac);
    }
}
