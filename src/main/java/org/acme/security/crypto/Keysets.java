package org.acme.security.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
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
     *     disabled, or ciphertexts would not contain the id of their key
     */
    static KeysetHandle read(String text) {
        try {
            AeadConfig.register();
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(json(text), InsecureSecretKeyAccess.get());
            if (IntStream.range(0, keys.size()).anyMatch(i -> hasNoPrefix(keys.getAt(i)))) {
                throw new IllegalArgumentException("the outputPrefixType of a key is RAW");
            }
            keys.getPrimitive(RegistryConfiguration.get(), Aead.class).encrypt(NOTHING, NOTHING);
            return keys;
        } catch (GeneralSecurityException | IllegalStateException e) {
            throw new IllegalArgumentException("not a keyset", e);
        }
    }

    /** Without it, ciphertexts do not name their key. */
    private static boolean hasNoPrefix(KeysetHandle.Entry entry) {
        return entry.getKey().getIdRequirementOrNull() == null;
    }

    static boolean isOfDevMode(String text) {
        return json(text).contains(DEV_KEY);
    }

    private static String json(String text) {
        return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
