package org.acme.security.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives one key per purpose from the shared secret, with HMAC-SHA-256. */
public record DerivedKey(SecretKeySpec key) {

    private static final String HMAC = "HmacSHA256";

    /** @param purpose names the use; each purpose has its own key */
    public static DerivedKey of(KeyMaterial material, String purpose) {
        return of(of(material.bytes()).mac(purpose.getBytes(StandardCharsets.US_ASCII)));
    }

    static DerivedKey of(byte[] key) {
        return new DerivedKey(new SecretKeySpec(key, HMAC));
    }

    public byte[] mac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "DerivedKey";
    }
}
