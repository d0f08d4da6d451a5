package org.acme.mfa;

import java.util.Arrays;

/**
 * Encodes and decodes base32 without padding (RFC 4648, section 6), the form of secrets in authenticator apps. The JDK
 * has no base32. Decoding expects text that {@link #encode} returned.
 */
final class Rfc4648Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Rfc4648Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = buffer << Byte.SIZE | next & 0xff;
            for (bits += Byte.SIZE; bits >= BITS; bits -= BITS) {
                text.append(ALPHABET.charAt(buffer >>> bits - BITS & 31));
            }
        }
        return bits == 0
                ? text.toString()
                : text.append(ALPHABET.charAt(buffer << BITS - bits & 31)).toString();
    }

    static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() * BITS / Byte.SIZE];
        int buffer = 0;
        int bits = 0;
        int length = 0;
        for (char next : text.toCharArray()) {
            buffer = buffer << BITS | ALPHABET.indexOf(next);
            bits += BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[length++] = (byte) (buffer >> bits);
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
