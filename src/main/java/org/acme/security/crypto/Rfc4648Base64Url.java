package org.acme.security.crypto;

import java.util.Base64;
import java.util.Optional;

/**
 * Encodes and decodes base64url without padding (RFC 4648, section 5; RFC 7515, section 2). Each value has exactly one
 * accepted spelling: padding, whitespace, other alphabets and non-zero trailing bits are rejected (RFC 4648, sections
 * 3.1 to 3.5). A second spelling would bypass lists and caches that know only one.
 */
public final class Rfc4648Base64Url {

    private Rfc4648Base64Url() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes; empty when the text differs from what {@link #encode} returns for them. */
    public static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException otherCharacters) {
            return Optional.empty();
        }
    }
}
