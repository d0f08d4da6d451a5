package org.acme.security.crypto;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Reads Tink keysets: JSON, encoded in base64. */
final class Keysets {

    /** The beginning of dev mode's key, which is public in application.properties. */
    private static final String DEV_KEY = "GiBwYWxpc2FkZS1kZXYta2V5c2V0";

    private Keysets() {}

    /** @throws IllegalArgumentException when the text is not a keyset */
    static KeysetHandle read(String text) {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(json(text), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a keyset", e);
        }
    }

    static boolean isOfDevMode(String text) {
        return json(text).contains(DEV_KEY);
    }

    private static String json(String text) {
        return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
