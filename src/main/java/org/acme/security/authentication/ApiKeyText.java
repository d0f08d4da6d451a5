package org.acme.security.authentication;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.acme.security.crypto.SecretTokens;

/**
 * How an API key is written: {@code pal_}, eight public characters that name it, and a secret of 256 bits with its
 * checksum. The form lets scanners of repositories and logs recognise a leaked key without a false alarm, and lets us
 * refuse mistyped ones without a query.
 *
 * @param prefix what may be shown of the key
 */
public record ApiKeyText(String prefix, String text) {

    private static final int NAME_BYTES = 4;
    private static final int SECRET_BYTES = 32;
    private static final int CHECKSUM_LENGTH = 8;
    private static final Pattern FORM = Pattern.compile("pal_[0-9a-f]{8}_[0-9a-f]{72}");

    public static ApiKeyText random() {
        HexFormat hex = HexFormat.of();
        String prefix = "pal_" + hex.formatHex(SecretTokens.randomBytes(NAME_BYTES));
        String body = prefix + "_" + hex.formatHex(SecretTokens.randomBytes(SECRET_BYTES));
        return new ApiKeyText(prefix, body + checksum(body));
    }

    static boolean isWellFormed(String text) {
        int body = text.length() - CHECKSUM_LENGTH;
        return FORM.matcher(text).matches() && checksum(text.substring(0, body)).equals(text.substring(body));
    }

    /** All that is stored of the secret. */
    public String hash() {
        return SecretTokens.hash(text);
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** The text is a secret, so it must not reach a log by way of this record. */
    @Override
    public String toString() {
        return prefix + "_…";
    }
}
