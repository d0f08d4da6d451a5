package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.acme.fixture.Actors;
import org.acme.fixture.Keysets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Re-encrypts more rows than a page, in a transaction that is rolled back. */
@QuarkusTest
class ReencryptionTest {

    private static final int ROWS = 502;

    private static final EncryptedFields RESPONSES = new EncryptedFields(
            "idempotency_keys", "response", key -> key[0] + "/" + key[2], "user_id", "operation", "key_hash");

    @Inject
    EntityManager database;

    @Inject
    Reencryption declared;

    @Inject
    @All
    List<EncryptedFields> columns;

    UUID user;

    @BeforeEach
    void begin() {
        user = Actors.viewer().id();
        QuarkusTransaction.begin();
        database.createNativeQuery("delete from idempotency_keys").executeUpdate();
    }

    @AfterEach
    void rollBack() {
        QuarkusTransaction.rollback();
    }

    private static FieldEncryption with(String keyset) throws GeneralSecurityException {
        return new FieldEncryption(() -> Optional.of(keyset));
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "%043d", number);
    }

    private void insert(int number, String response) {
        database.createNativeQuery("insert into idempotency_keys (user_id, operation, key_hash, response, expires_at)"
                        + " values (:user, 'test', :key, :response, now() + interval '1 hour')")
                .setParameter("user", user)
                .setParameter("key", key(number))
                .setParameter("response", response)
                .executeUpdate();
    }

    private List<Object[]> stored() {
        return database.createNativeQuery("select key_hash, response from idempotency_keys", Object[].class)
                .getResultList();
    }

    @Test
    void every_field_under_an_older_key_is_re_encrypted_once_with_the_primary_key() throws Exception {
        String oldKey = Keysets.key(1);
        String newKey = Keysets.key(2);
        FieldEncryption former = with(Keysets.keyset(1, oldKey));
        IntStream.range(0, ROWS).forEach(n -> insert(n, former.encrypt(user + "/" + key(n), "response " + n)));

        Reencryption job = new Reencryption(List.of(), database, with(Keysets.keyset(2, oldKey, newKey)));
        assertThat(job.reencrypt(RESPONSES)).isEqualTo(ROWS);
        assertThat(job.reencrypt(RESPONSES)).isZero();

        FieldEncryption onlyNew = with(Keysets.keyset(2, newKey));
        assertThat(stored()).hasSize(ROWS).allSatisfy(row -> assertThat(
                        onlyNew.decrypt(user + "/" + row[0], (String) row[1]))
                .isEqualTo("response " + Integer.parseInt((String) row[0])));
    }

    @Test
    void hourly_job_reads_each_column_that_a_feature_declares() {
        assertThat(columns)
                .extracting(EncryptedFields::table)
                .contains(
                        "idempotency_keys",
                        "webhooks", // webhook-only
                        "totp");
        assertThatCode(declared::run).doesNotThrowAnyException();
    }
}
