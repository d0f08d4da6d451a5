package org.acme.security.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) with salt and cost, in PHC string format. Bouncy Castle computes the hash; it has no such
 * strings.
 */
record Argon2Hash(Cost cost, byte[] salt, byte[] hash) {

    /** At most nine digits, so that each number fits an {@code int}. */
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})"
                    + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    static Argon2Hash of(Cost cost, String password, byte[] salt) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib)
                .withIterations(cost.passes)
                .withParallelism(cost.lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[cost.hashBytes];
        argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return new Argon2Hash(cost, salt, hash);
    }

    /** @throws IllegalArgumentException when the text is not a PHC string of Argon2id, version 19 */
    static Argon2Hash parse(String text) {
        Matcher phc = PHC.matcher(text);
        if (!phc.matches()) {
            throw new IllegalArgumentException("not an Argon2id hash");
        }
        byte[] hash = Base64.getDecoder().decode(phc.group(5));
        Cost cost = new Cost(number(phc, 1), number(phc, 2), number(phc, 3), hash.length);
        return new Argon2Hash(cost, Base64.getDecoder().decode(phc.group(4)), hash);
    }

    private static int number(Matcher phc, int group) {
        return Integer.parseInt(phc.group(group));
    }

    /** Verifies a password, in constant time. */
    boolean isOf(String password) {
        return MessageDigest.isEqual(hash, of(cost, password, salt).hash);
    }

    String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryKib + ",t=" + cost.passes + ",p=" + cost.lanes + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    /** Cost parameters and length of a hash. */
    record Cost(int memoryKib, int passes, int lanes, int hashBytes) {}

    @Override
    public String toString() {
        return "Argon2Hash";
    }
}
