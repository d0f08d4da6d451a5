package org.acme.security.authentication.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.acme.security.crypto.DerivedKey;

/** The HS256 secret, with a key id that discloses nothing about it. */
public record SharedSecret(SecretKeySpec key) {

    private static final int ID_BYTES = 8;

    public SharedSecret(String base64) {
        this(new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256"));
    }

    public String id() {
        byte[] name = new DerivedKey(key).mac("palisade/key-id".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(Arrays.copyOf(name, ID_BYTES));
    }
}
