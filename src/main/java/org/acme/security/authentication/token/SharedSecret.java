package org.acme.security.authentication.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The HS256 secret, with a key id that discloses nothing about it. */
public record SharedSecret(SecretKey key) {

    private static final String HMAC = "HmacSHA256";
    private static final int ID_BYTES = 8;

    public SharedSecret(String base64) {
        this(new SecretKeySpec(Base64.getDecoder().decode(base64), HMAC));
    }

    public String id() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            byte[] name = mac.doFinal("palisade/key-id".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(name, ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
