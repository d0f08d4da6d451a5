package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.acme.fixture.Actors;
import org.acme.fixture.Keysets;
import org.acme.fixture.LogLines;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Re-encrypts more rows than a page, which are deleted afterwards. */
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
    @AfterEach
    void begin() {
        user = Actors.viewer().id();
        Sql.run("delete from idempotency_keys");
    }

    private static FieldEncryption with(String keyset) throws GeneralSecurityException {
        return new FieldEncryption(() -> Optional.of(keyset));
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "%043d", number);
    }

    private void insert(int number, String response) {
        Sql.run(
                "insert into idempotency_keys (user_id, operation, key_hash, response, expires_at)"
                        + " values (?, 'test', ?, ?, now() + interval '1 hour')",
                user,
                key(number),
                response);
    }

    private String stored(int number) {
        return Sql.column("select response from idempotency_keys where key_hash = ?", key(number))
                .strip();
    }

    private String row(int number) {
        return user + "/" + key(number);
    }

    @Test
    void every_field_under_an_older_key_is_re_encrypted_once_with_the_primary_key() throws Exception {
        String oldKey = Keysets.key(1);
        String newKey = Keysets.key(2);
        FieldEncryption former = with(Keysets.keyset(1, oldKey));
        IntStream.range(0, ROWS).forEach(n -> insert(n, former.encrypt(row(n), "response " + n)));

        Reencryption job = new Reencryption(List.of(), database, with(Keysets.keyset(2, oldKey, newKey)));
        assertThat(job.reencrypt(RESPONSES)).isEqualTo(ROWS);
        assertThat(job.reencrypt(RESPONSES)).isZero();

        FieldEncryption onlyNew = with(Keysets.keyset(2, newKey));
        assertThat(IntStream.range(0, ROWS))
                .allSatisfy(n -> assertThat(onlyNew.decrypt(row(n), stored(n))).isEqualTo("response " + n));
    }

    @Test
    void field_that_is_replaced_during_the_re_encryption_keeps_its_new_text() throws Exception {
        String oldKey = Keysets.key(1);
        String both = Keysets.keyset(2, oldKey, Keysets.key(2));
        insert(0, with(Keysets.keyset(1, oldKey)).encrypt(row(0), "former"));
        String replacement = with(both).encrypt(row(0), "newer");
        FieldEncryption watched = new FieldEncryption(() -> Optional.of(both)) {
            @Override
            public String encrypt(String row, String text) {
                Parallel.begin(() -> {
                            Sql.run("update idempotency_keys set response = ? where key_hash = ?", replacement, key(0));
                            return null;
                        })
                        .join();
                return super.encrypt(row, text);
            }
        };

        new Reencryption(List.of(), database, watched).reencrypt(RESPONSES);

        assertThat(stored(0)).isEqualTo(replacement);
    }

    /**
     * Also within another transaction. One for all rows would lock them until its end, and have no effect after its
     * timeout.
     */
    @Test
    void re_encrypted_field_is_committed_before_the_next_one() throws Exception {
        String oldKey = Keysets.key(1);
        String both = Keysets.keyset(2, oldKey, Keysets.key(2));
        FieldEncryption former = with(Keysets.keyset(1, oldKey));
        IntStream.range(0, 2).forEach(n -> insert(n, former.encrypt(row(n), "response " + n)));
        FieldEncryption current = with(both);
        List<Boolean> firstIsCurrent = new ArrayList<>();
        FieldEncryption watched = new FieldEncryption(() -> Optional.of(both)) {
            @Override
            public String encrypt(String row, String text) {
                // Another thread is in no transaction, so it reads what is committed.
                firstIsCurrent.add(
                        current.isCurrent(Parallel.begin(() -> stored(0)).join()));
                return super.encrypt(row, text);
            }
        };

        QuarkusTransaction.requiringNew()
                .run(() -> new Reencryption(List.of(), database, watched).reencrypt(RESPONSES));

        assertThat(firstIsCurrent).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"another row", "another key", "no base64: ?", "short", ""})
    void field_that_cannot_be_decrypted_does_not_prevent_the_re_encryption_of_others(String defect) throws Exception {
        String oldKey = Keysets.key(1);
        FieldEncryption former = with(Keysets.keyset(1, oldKey));
        String unreadable =
                switch (defect) {
                    case "another row" -> former.encrypt(row(1), "moved");
                    case "another key" ->
                        with(Keysets.keyset(3, Keysets.key(3))).encrypt(row(0), "lost");
                    default -> defect;
                };
        insert(0, unreadable);
        insert(1, former.encrypt(row(1), "response 1"));

        Reencryption job = new Reencryption(List.of(), database, with(Keysets.keyset(2, oldKey, Keysets.key(2))));
        try (LogLines log = LogLines.of(Reencryption.class.getName())) {
            assertThat(job.reencrypt(RESPONSES)).isEqualTo(1);
            assertThat(log.lines()).singleElement().asString().contains("idempotency_keys", "1 ");
        }
        assertThat(stored(0)).isEqualTo(unreadable);
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
