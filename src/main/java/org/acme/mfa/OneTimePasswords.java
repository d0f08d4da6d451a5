package org.acme.mfa;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.acme.security.crypto.SecretTokens;
import org.bouncycastle.util.encoders.Base32;

/**
 * Generates and verifies time-based one-time passwords (RFC 6238): six digits, steps of 30 seconds, HMAC-SHA-1, which
 * every authenticator supports.
 */
@Singleton
class OneTimePasswords {

    /** RFC 4226, section 4, requires 128 bits and recommends 160. */
    private static final int SECRET_BYTES = 20;

    /** Accepts one time step before and after the current one, for clock differences (RFC 6238, section 5.2). */
    private static final int TOLERANCE = 1;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final Clock clock;

    OneTimePasswords(Clock clock) {
        this.clock = clock;
    }

    /** A new secret in Base32 (RFC 4648, section 6), the format that authenticators expect. */
    String newSecret() {
        return Base32.toBase32String(SecretTokens.randomBytes(SECRET_BYTES));
    }

    /**
     * The time step for which the code is correct; empty when the code is wrong. Spaces are ignored, because
     * authenticators show {@code 123 456}.
     */
    OptionalLong stepOf(String code, String secret) {
        byte[] typed = bytes(code.replace(" ", ""));
        long stepSeconds = generator.getTimeStep().toSeconds();
        long now = clock.instant().getEpochSecond() / stepSeconds;
        return LongStream.rangeClosed(now - TOLERANCE, now + TOLERANCE)
                .filter(step -> isRight(typed, secret, Instant.ofEpochSecond(step * stepSeconds)))
                .findFirst();
    }

    private boolean isRight(byte[] typed, String secret, Instant at) {
        try {
            String right = generator.generateOneTimePasswordString(
                    new SecretKeySpec(Base32.decode(secret), generator.getAlgorithm()), at, Locale.ROOT);
            return MessageDigest.isEqual(bytes(right), typed);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String code) {
        return code.getBytes(StandardCharsets.UTF_8);
    }

    /** The {@code otpauth} URI that authenticators read from a QR code (Key URI format). */
    static String uri(String secret, String account) {
        String label = URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/Palisade:" + label + "?secret=" + secret + "&issuer=Palisade";
    }
}
