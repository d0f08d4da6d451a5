package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.acme.fixture.Keysets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldEncryptionTest {

    private static FieldEncryption with(String keyset) throws GeneralSecurityException {
        return new FieldEncryption(() -> Optional.of(keyset));
    }

    @Test
    void encrypted_field_decrypts_only_in_its_own_row() throws Exception {
        FieldEncryption encryption = with(Keysets.random(1));
        String encrypted = encryption.encrypt("totp/alice", "secret");
        assertThat(encrypted).doesNotContain("secret");
        assertThat(encryption.decrypt("totp/alice", encrypted)).isEqualTo("secret");
        assertThatThrownBy(() -> encryption.decrypt("totp/bob", encrypted)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> encryption.decrypt("session/alice", encrypted))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void altered_encrypted_field_does_not_decrypt() throws Exception {
        FieldEncryption encryption = with(Keysets.random(1));
        String encrypted = encryption.encrypt("totp/alice", "secret");
        String altered =
                encrypted.substring(0, 20) + (encrypted.charAt(20) == 'A' ? 'B' : 'A') + encrypted.substring(21);
        assertThatThrownBy(() -> encryption.decrypt("totp/alice", altered)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void new_encryption_key_encrypts_while_the_old_key_still_decrypts() throws Exception {
        String oldKey = Keysets.key(1);
        FieldEncryption before = with(Keysets.keyset(1, oldKey));
        FieldEncryption after = with(Keysets.keyset(2, oldKey, Keysets.key(2)));

        String old = before.encrypt("totp/alice", "secret");
        assertThat(before.isCurrent(old)).isTrue();
        assertThat(after.decrypt("totp/alice", old)).isEqualTo("secret");
        assertThat(after.isCurrent(old)).isFalse();

        String renewed = after.encrypt("totp/alice", "secret");
        assertThat(after.isCurrent(renewed)).isTrue();
        assertThatThrownBy(() -> before.decrypt("totp/alice", renewed)).isInstanceOf(IllegalStateException.class);
    }

    private static String refusal(String keyset, boolean production) {
        CryptoConfig config = () -> Optional.of(keyset);
        return config.refusal(production);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bm9uZQ==", "e30=", "not base64"})
    void malformed_keyset_stops_the_start(String keyset) {
        assertThat(refusal(keyset, true)).contains("app.crypto.keyset");
        assertThat(refusal(keyset, false)).contains("app.crypto.keyset");
    }

    private static Stream<String> unusable() {
        String key = Keysets.key(1);
        return Stream.of(
                Keysets.keyset(2, key),
                Keysets.keyset(1, key.replace("ENABLED", "DISABLED"), Keysets.key(2)),
                Keysets.keyset(1, key.replace("TINK", "RAW")),
                Keysets.keyset(1, key.replaceAll("\"value\":\"[^\"]{8}", "\"value\":\"AAAA")),
                Keysets.keyset(1, key, Keysets.key(2).replaceAll("\"value\":\"[^\"]{8}", "\"value\":\"AAAA")),
                Keysets.keyset(1));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void keyset_without_a_usable_primary_key_or_with_a_damaged_key_stops_the_start(String keyset) {
        assertThat(refusal(keyset, true)).contains("app.crypto.keyset");
    }

    /** A keyset with a new key for each cipher, the first one primary. */
    private static String keyset(Parameters... ciphers) throws GeneralSecurityException {
        AeadConfig.register();
        KeysetHandle.Builder keys = KeysetHandle.newBuilder();
        for (Parameters cipher : ciphers) {
            KeysetHandle.Builder.Entry entry =
                    KeysetHandle.generateEntryFromParameters(cipher).withRandomId();
            keys.addEntry(cipher == ciphers[0] ? entry.makePrimary() : entry);
        }
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(keys.build(), InsecureSecretKeyAccess.get());
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<Parameters> otherCiphers() {
        return Stream.of(
                PredefinedAeadParameters.AES128_CTR_HMAC_SHA256,
                PredefinedAeadParameters.AES128_EAX,
                PredefinedAeadParameters.XCHACHA20_POLY1305);
    }

    @ParameterizedTest
    @MethodSource("otherCiphers")
    void keyset_with_a_key_for_another_cipher_than_aes_gcm_stops_the_start(Parameters cipher) throws Exception {
        assertThat(refusal(keyset(PredefinedAeadParameters.AES256_GCM), true)).isNull();
        assertThat(refusal(keyset(cipher), true)).contains("app.crypto.keyset", "AES-GCM");
        assertThat(refusal(keyset(PredefinedAeadParameters.AES256_GCM, cipher), true))
                .contains("app.crypto.keyset");
    }

    @Test
    void keyset_of_dev_mode_is_accepted_in_dev_mode_only() {
        assertThat(refusal(Keysets.DEV, false)).isNull();
        assertThat(refusal(Keysets.DEV, true)).contains("APP_CRYPTO_KEYSET");
        assertThat(refusal(Keysets.random(3), true)).isNull();
    }
}
