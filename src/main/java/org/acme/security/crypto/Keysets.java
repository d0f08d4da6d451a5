package org.acme.security.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.IntStream;

/** Reads Tink keysets: JSON, encoded in base64. */
final class Keysets {

    /** The beginning of dev mode's key, which is public in application.properties. */
    private static final String DEV_KEY = "GiBwYWxpc2FkZS1kZXYta2V5c2V0";

    private static final byte[] NOTHING = {};

    private Keysets() {}

    /**
     * Reads a keyset and uses it once, because Tink accepts unusable ones.
     *
     * @throws IllegalArgumentException when the text is not a keyset, a key is damaged, the primary key is missing or
     *     disabled, a key is not for AES-GCM, or ciphertexts would not contain the id of their key
     */
    static KeysetHandle read(String text) {
        try {
            AeadConfig.register();
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(json(text), InsecureSecretKeyAccess.get());
            if (!IntStream.range(0, keys.size()).allMatch(i -> isUsable(keys.getAt(i)))) {
                throw new IllegalArgumentException("a key is not for AES-GCM, or its outputPrefixType is RAW");
            }
            keys.getPrimitive(RegistryConfiguration.get(), Aead.class).encrypt(NOTHING, NOTHING);
            return keys;
        } catch (GeneralSecurityException | IllegalStateException e) {
            throw new IllegalArgumentException("not a keyset", e);
        }
    }

    /** Without an id requirement, ciphertexts do not name their key. */
    private static boolean isUsable(KeysetHandle.Entry entry) {
        return entry.getKey() instanceof AesGcmKey && entry.getKey().getIdRequirementOrNull() != null;
    }

    static boolean isOfDevMode(String text) {
        return json(text).contains(DEV_KEY);
    }

    private static String json(String text) {
        return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
