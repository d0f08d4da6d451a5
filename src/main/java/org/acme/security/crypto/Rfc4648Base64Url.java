package org.acme.security.crypto;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64url without padding (RFC 4648, section 5; RFC 7515, section 2) with one spelling per value: padding, blanks,
 * other alphabets and set trailing bits are refused (RFC 4648, sections 3.1 to 3.5), because a value with two spellings
 * passes lists and caches that know only one of them.
 */
public final class Rfc4648Base64Url {

    private Rfc4648Base64Url() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes; empty when the text is not exactly what {@link #encode} writes for them. */
    public static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException otherCharacters) {
            return Optional.empty();
        }
    }
}
