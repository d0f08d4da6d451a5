package org.acme.security.crypto;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Text that goes out to a client and comes back unaltered, or not at all: bound by HMAC-SHA-256 to the context it was
 * made for, so that what was sealed for one caller or one list opens for no other. The text is not hidden.
 */
@Singleton
public class Seal {

    private static final String HMAC = "HmacSHA256";
    private static final int TAG_BYTES = 16;

    private final SecretKeySpec key;

    Seal(KeyMaterial material) {
        key = derived(material, "palisade/seal/v1");
    }

    /** A key of its own for each purpose, so that what one makes opens nothing of another. */
    static SecretKeySpec derived(KeyMaterial material, String purpose) {
        return key(hmac(key(material.bytes()), purpose.getBytes(StandardCharsets.US_ASCII)));
    }

    static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, HMAC);
    }

    public String seal(String context, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(tag(context, bytes), TAG_BYTES + bytes.length);
        System.arraycopy(bytes, 0, sealed, TAG_BYTES, bytes.length);
        return encode(sealed);
    }

    /** The text, or empty when it was altered, cut, or sealed for another context. */
    public Optional<String> open(String context, String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        boolean canonical = encode(bytes).equals(sealed);
        if (!canonical || bytes.length < TAG_BYTES) {
            return Optional.empty();
        }
        byte[] text = Arrays.copyOfRange(bytes, TAG_BYTES, bytes.length);
        boolean genuine = MessageDigest.isEqual(tag(context, text), Arrays.copyOf(bytes, TAG_BYTES));
        return genuine ? Optional.of(new String(text, StandardCharsets.UTF_8)) : Optional.empty();
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The context is hashed first, so that no text can take the place of a part of it. */
    private byte[] tag(String context, byte[] text) {
        byte[] bound = hmac(key, context.getBytes(StandardCharsets.UTF_8));
        byte[] message = Arrays.copyOf(bound, bound.length + text.length);
        System.arraycopy(text, 0, message, bound.length, text.length);
        return Arrays.copyOf(hmac(key, message), TAG_BYTES);
    }

    static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
