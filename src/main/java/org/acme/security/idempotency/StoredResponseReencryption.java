package org.acme.security.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.acme.security.crypto.EncryptedFields;
import org.acme.security.crypto.FieldEncryption;

/** Re-encrypts stored responses with the primary key, one at a time because a response can be large. */
@ApplicationScoped
class StoredResponseReencryption implements EncryptedFields {

    private static final int PAGE = 500;
    private static final KeyUse FIRST = new KeyUse(new UUID(0, 0), "", "", "");

    /** The first eight characters of a ciphertext contain its key id. */
    private static final String AFTER = """
            select user_id, operation, key_hash, left(response, 8) from idempotency_keys
            where (user_id, operation, key_hash) > (:user, :operation, :key)
            order by user_id, operation, key_hash limit :page""";

    private static final String ONE = " where user_id = :user and operation = :operation and key_hash = :key";

    private final EntityManager database;
    private final FieldEncryption encryption;

    StoredResponseReencryption(EntityManager database, FieldEncryption encryption) {
        this.database = database;
        this.encryption = encryption;
    }

    @Override
    @Transactional
    public int reencrypt() {
        int replaced = 0;
        List<Object[]> page = after(FIRST);
        while (!page.isEmpty()) {
            replaced += page.stream()
                    .filter(row -> !encryption.isCurrent((String) row[3]))
                    .mapToInt(row -> replace(use(row)))
                    .sum();
            page = after(use(page.get(page.size() - 1)));
        }
        return replaced;
    }

    private List<Object[]> after(KeyUse last) {
        return database.createNativeQuery(AFTER, Object[].class)
                .setParameter("user", last.user())
                .setParameter("operation", last.operation())
                .setParameter("key", last.keyHash())
                .setParameter("page", PAGE)
                .getResultList();
    }

    private static KeyUse use(Object[] row) {
        return new KeyUse((UUID) row[0], (String) row[1], (String) row[2], "");
    }

    private int replace(KeyUse use) {
        List<?> stored = database.createNativeQuery("select response from idempotency_keys" + ONE, String.class)
                .setParameter("user", use.user())
                .setParameter("operation", use.operation())
                .setParameter("key", use.keyHash())
                .getResultList();
        return stored.isEmpty() ? 0 : replace(use, (String) stored.get(0));
    }

    /** Replaces the ciphertext unless another request has replaced it meanwhile. */
    private int replace(KeyUse use, String encrypted) {
        String text = encryption.decrypt(use.row(), encrypted);
        return database.createNativeQuery("update idempotency_keys set response = :new" + ONE + " and response = :old")
                .setParameter("new", encryption.encrypt(use.row(), text))
                .setParameter("old", encrypted)
                .setParameter("user", use.user())
                .setParameter("operation", use.operation())
                .setParameter("key", use.keyHash())
                .executeUpdate();
    }
}
