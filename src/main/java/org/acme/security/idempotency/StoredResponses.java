package org.acme.security.idempotency;

import jakarta.inject.Singleton;
import java.util.UUID;
import org.acme.security.crypto.EncryptedFields;

/** The stored responses of idempotent requests. */
@Singleton
class StoredResponses extends EncryptedFields {

    StoredResponses() {
        super("idempotency_keys", "response", "user_id", "operation", "key_hash");
    }

    @Override
    protected String row(Object... key) {
        return new KeyUse((UUID) key[0], (String) key[1], (String) key[2], "").row();
    }
}
