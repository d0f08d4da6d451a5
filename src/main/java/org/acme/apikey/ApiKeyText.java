package org.acme.apikey;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.acme.security.crypto.SecretTokens;

/**
 * The text of an API key: {@code pal_}, a public id of 8 hexadecimal digits, {@code _}, a secret of 256 bits in
 * hexadecimal, and the CRC-32 of all text before it, in 8 hexadecimal digits. The fixed form lets secret scanners find
 * leaked keys without false alarms. The checksum rejects mistyped keys without a query.
 *
 * @param prefix the part that may be shown
 */
record ApiKeyText(String prefix, String text) {

    private static final int ID_BYTES = 4;
    private static final int SECRET_BYTES = 32;
    private static final int CHECKSUM_LENGTH = 8;
    private static final Pattern FORM = Pattern.compile("pal_[0-9a-f]{8}_[0-9a-f]{72}");

    static ApiKeyText random() {
        HexFormat hex = HexFormat.of();
        String prefix = "pal_" + hex.formatHex(SecretTokens.randomBytes(ID_BYTES));
        String body = prefix + "_" + hex.formatHex(SecretTokens.randomBytes(SECRET_BYTES));
        return new ApiKeyText(prefix, body + checksum(body));
    }

    static boolean isWellFormed(String text) {
        int body = text.length() - CHECKSUM_LENGTH;
        return FORM.matcher(text).matches() && checksum(text.substring(0, body)).equals(text.substring(body));
    }

    /** The hash, which is all that is stored of the key. */
    String hash() {
        return SecretTokens.hash(text);
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** Omits the secret, so that the record can appear in a log. */
    @Override
    public String toString() {
        return prefix + "_…";
    }
}
