package org.acme.security.idempotency;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Keysets;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.acme.security.crypto.FieldEncryption;
import org.acme.security.crypto.Reencryption;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.crypto.UnreadableField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyKeysTest {

    @Inject
    IdempotencyKeys keys;

    @Inject
    Reencryption reencryption;

    @Inject
    FieldEncryption encryption;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static Actor callerWithAKey() {
        Actor alice = Actors.editor();
        create(alice, UUID.randomUUID().toString()).then().statusCode(201);
        return alice;
    }

    private static Response create(Actor caller, String key) {
        return caller.calling()
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(Map.of("title", "Stored", "body", "", "visibility", "PRIVATE"))
                .post("/reports");
    }

    private static String responseOf(Actor caller) {
        return Sql.column("select response from idempotency_keys where user_id = ?", caller.id())
                .strip();
    }

    @Test
    void request_is_refused_while_the_transaction_of_another_instance_holds_its_key() {
        Actor alice = Actors.editor();
        String key = UUID.randomUUID().toString();
        KeyUse use = new KeyUse(alice.id(), "ReportResource.create", SecretTokens.hash(key), "");

        Response refused = QuarkusTransaction.requiringNew().call(() -> {
            assertThat(keys.lock(use.row())).isTrue();
            return create(alice, key);
        });

        assertProblem(refused, 409, "idempotency-key-in-use");
        assertThat(create(alice, key).statusCode()).isEqualTo(201);
    }

    @Test
    void purge_deletes_only_expired_idempotency_keys() {
        Actor alice = callerWithAKey();
        MovableTime.forward(Duration.ofHours(23));
        keys.purge();
        assertThat(responseOf(alice)).isNotEmpty();

        MovableTime.forward(Duration.ofHours(1).plusSeconds(1));
        keys.purge();
        assertThat(responseOf(alice)).isEmpty();
    }

    @Test
    void idempotency_keys_are_deleted_with_their_user() {
        Actor alice = callerWithAKey();
        Actors.admin().delete("/users/" + alice.id()).then().statusCode(204);
        assertThat(responseOf(alice)).isEmpty();
    }

    @Test
    void stored_response_is_encrypted_and_bound_to_user_operation_and_key() {
        Actor alice = Actors.editor();
        String key = UUID.randomUUID().toString();
        create(alice, key).then().statusCode(201);
        String stored = responseOf(alice);
        String hash = SecretTokens.hash(key);
        String operation = "ReportResource.create";

        assertThat(encryption.decrypt(KeyUse.row(alice.id(), operation, hash), stored))
                .contains("Stored");
        for (String row : List.of(
                KeyUse.row(UUID.randomUUID(), operation, hash),
                KeyUse.row(alice.id(), "ApiKeyResource.create", hash),
                KeyUse.row(alice.id(), operation, SecretTokens.hash("another")))) {
            assertThatThrownBy(() -> encryption.decrypt(row, stored)).isInstanceOf(UnreadableField.class);
        }
    }

    @Test
    void stored_response_under_an_older_key_is_due_for_re_encryption() {
        Actor alice = callerWithAKey();
        assertThat(reencryption.reencrypt(IdempotencyKeys.responses())).isZero();

        String stored = responseOf(alice);
        Sql.run("update idempotency_keys set response = ? where user_id = ?", Keysets.withoutKey(stored), alice.id());
        try (LogLines log = LogLines.of(Reencryption.class.getName())) {
            assertThat(reencryption.reencrypt(IdempotencyKeys.responses())).isZero();
            assertThat(log.lines()).singleElement().asString().contains("1 fields of idempotency_keys ");
        }
        Sql.run("delete from idempotency_keys where user_id = ?", alice.id());
    }
}
