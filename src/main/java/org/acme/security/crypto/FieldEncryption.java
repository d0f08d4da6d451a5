package org.acme.security.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Encrypts single fields with authenticated encryption. The row is bound as associated data (RFC 5116, section 2.1): a
 * ciphertext copied to another row does not decrypt.
 */
@Singleton
public class FieldEncryption {

    /** Tink's prefix: a version byte, then four bytes of key id. */
    private static final int KEY_ID_OFFSET = 1;

    private final Aead aead;
    private final int primaryKey;

    FieldEncryption(CryptoConfig config) throws GeneralSecurityException {
        KeysetHandle keys = Keysets.read(config.keyset().orElseThrow());
        aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
        primaryKey = keys.getPrimary().getId();
    }

    /** @param row identifies the field and its row, such as {@code totp/<user id>} */
    public String encrypt(String row, String text) {
        try {
            byte[] sealed = aead.encrypt(text.getBytes(StandardCharsets.UTF_8), row.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    /** @throws UnreadableField when the text was altered, belongs to another row, or its key is missing */
    public String decrypt(String row, String encrypted) {
        try {
            byte[] text = aead.decrypt(Base64.getDecoder().decode(encrypted), row.getBytes(StandardCharsets.UTF_8));
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnreadableField("cannot decrypt a field of " + row, e);
        }
    }

    /**
     * Whether the field was encrypted with the primary key; if not, it is due for re-encryption.
     *
     * @param encrypted the field, or at least its first eight characters
     * @throws UnreadableField when the text is no ciphertext
     */
    public boolean isCurrent(String encrypted) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(encrypted)).getInt(KEY_ID_OFFSET) == primaryKey;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadableField("not a ciphertext", e);
        }
    }
}
