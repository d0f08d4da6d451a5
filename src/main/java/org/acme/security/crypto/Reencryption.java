package org.acme.security.crypto;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Re-encrypts stored secrets with the primary key every hour, so that an old key can be removed from the keyset. Each
 * field has its own transaction, so that locks are short and no number of rows exceeds the transaction timeout. Safe to
 * run on several instances at once.
 */
@ApplicationScoped
public class Reencryption {

    private static final Logger LOG = Logger.getLogger(Reencryption.class);
    private static final int PAGE = 500;

    private final List<EncryptedFields> tables;
    private final EntityManager database;
    private final FieldEncryption encryption;

    Reencryption(@All List<EncryptedFields> tables, EntityManager database, FieldEncryption encryption) {
        this.tables = tables;
        this.database = database;
        this.encryption = encryption;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        int fields = tables.stream().mapToInt(this::reencrypt).sum();
        if (fields > 0) {
            LOG.info(fields + " fields were re-encrypted with the primary key");
        }
    }

    /**
     * A field that cannot be decrypted, such as one whose key is missing, is logged and left as it is.
     *
     * @return the number of fields that were encrypted with another key
     */
    public int reencrypt(EncryptedFields fields) {
        int replaced = 0;
        int unreadable = 0;
        List<Object[]> page = page(fields, null);
        while (!page.isEmpty()) {
            for (Object[] row : page) {
                try {
                    replaced += encryption.isCurrent((String) row[0]) ? 0 : replace(fields, keyOf(row));
                } catch (UnreadableField e) {
                    unreadable++;
                }
            }
            page = page(fields, keyOf(page.get(page.size() - 1)));
        }
        if (unreadable > 0) {
            LOG.error(unreadable + " fields of " + fields.table() + " cannot be decrypted with any key of the keyset");
        }
        return replaced;
    }

    /** The first eight characters of ciphertexts, which contain the id of the key, and the primary keys. */
    private List<Object[]> page(EncryptedFields fields, Object @Nullable [] after) {
        String key = String.join(", ", fields.key());
        String where = after == null ? "" : " where (" + key + ") > (" + parameters(after) + ")";
        String sql = "select left(" + fields.column() + ", 8), " + key + " from " + fields.table() + where
                + " order by " + key;
        return QuarkusTransaction.requiringNew().call(() -> {
            Query query = database.createNativeQuery(sql, Object[].class).setMaxResults(PAGE);
            return bound(query, after == null ? new Object[0] : after).getResultList();
        });
    }

    private int replace(EncryptedFields fields, Object[] key) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<?> stored =
                    bound(database.createNativeQuery(select(fields)), key).getResultList();
            return stored.isEmpty() ? 0 : replace(fields, key, (String) stored.get(0));
        });
    }

    /** Keeps a ciphertext that was replaced meanwhile. */
    private int replace(EncryptedFields fields, Object[] key, String encrypted) {
        String row = fields.row().apply(key);
        String update = "update " + fields.table() + " set " + fields.column() + " = :new" + one(fields) + " and "
                + fields.column() + " = :old";
        return bound(database.createNativeQuery(update), key)
                .setParameter("new", encryption.encrypt(row, encryption.decrypt(row, encrypted)))
                .setParameter("old", encrypted)
                .executeUpdate();
    }

    private static String select(EncryptedFields fields) {
        return "select " + fields.column() + " from " + fields.table() + one(fields);
    }

    private static String one(EncryptedFields fields) {
        return " where (" + String.join(", ", fields.key()) + ") = (" + parameters(fields.key()) + ")";
    }

    private static Object[] keyOf(Object[] row) {
        return Arrays.copyOfRange(row, 1, row.length);
    }

    private static String parameters(Object[] key) {
        return IntStream.range(0, key.length).mapToObj(i -> ":key" + i).collect(Collectors.joining(", "));
    }

    private static Query bound(Query query, Object[] key) {
        for (int i = 0; i < key.length; i++) {
            query.setParameter("key" + i, key[i]);
        }
        return query;
    }
}
