package org.acme.security.crypto;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Signs text that a client must return unaltered, with HMAC-SHA-256. The signature covers a context, such as the caller
 * and the list, so the text is invalid in any other. The text is readable, not encrypted.
 */
@Singleton
public class SignedText {

    private static final int TAG_BYTES = 16;

    private final DerivedKey key;

    SignedText(KeyMaterial material) {
        key = DerivedKey.of(material, "palisade/seal/v1");
    }

    public String sign(String context, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] signed = Arrays.copyOf(tag(context, bytes), TAG_BYTES + bytes.length);
        System.arraycopy(bytes, 0, signed, TAG_BYTES, bytes.length);
        return Rfc4648Base64Url.encode(signed);
    }

    /** The text; empty when it was altered, cut, or signed for another context. */
    public Optional<String> verify(String context, String signed) {
        return Rfc4648Base64Url.decode(signed)
                .filter(bytes -> bytes.length >= TAG_BYTES)
                .flatMap(bytes -> verified(context, bytes));
    }

    private Optional<String> verified(String context, byte[] bytes) {
        byte[] text = Arrays.copyOfRange(bytes, TAG_BYTES, bytes.length);
        boolean genuine = MessageDigest.isEqual(tag(context, text), Arrays.copyOf(bytes, TAG_BYTES));
        return genuine ? Optional.of(new String(text, StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** Hashes the context first, so that its bytes cannot shift into the text. */
    private byte[] tag(String context, byte[] text) {
        byte[] bound = key.mac(context.getBytes(StandardCharsets.UTF_8));
        byte[] message = Arrays.copyOf(bound, bound.length + text.length);
        System.arraycopy(text, 0, message, bound.length, text.length);
        return Arrays.copyOf(key.mac(message), TAG_BYTES);
    }
}
