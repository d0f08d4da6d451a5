package org.acme.security.crypto;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Re-encrypts stored secrets with the primary key every hour, so that an old key can be removed from the keyset. Safe
 * to run on several instances at once.
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

    @Scheduled(every = "1h", delayed = "1m")
    void run() {
        int fields = tables.stream().mapToInt(this::reencrypt).sum();
        if (fields > 0) {
            LOG.info(fields + " fields were re-encrypted with the newest key");
        }
    }

    /** @return the number of fields that were encrypted with an older key */
    @Transactional
    public int reencrypt(EncryptedFields fields) {
        int replaced = 0;
        List<Object[]> page = page(fields, null);
        while (!page.isEmpty()) {
            for (Object[] row : page) {
                replaced += encryption.isCurrent((String) row[0]) ? 0 : replace(fields, keyOf(row));
            }
            page = page(fields, keyOf(page.get(page.size() - 1)));
        }
        return replaced;
    }

    /** The first eight characters of ciphertexts, which contain the id of the key, and the primary keys. */
    private List<Object[]> page(EncryptedFields fields, Object @Nullable [] after) {
        String key = String.join(", ", fields.key());
        String where = after == null ? "" : " where (" + key + ") > (" + parameters(after) + ")";
        String sql = "select left(" + fields.column() + ", 8), " + key + " from " + fields.table() + where
                + " order by " + key;
        Query query = database.createNativeQuery(sql, Object[].class).setMaxResults(PAGE);
        return bound(query, after == null ? new Object[0] : after).getResultList();
    }

    /** One row at a time, because a field can be large. Keeps a ciphertext that was replaced meanwhile. */
    private int replace(EncryptedFields fields, Object[] key) {
        String one = " where (" + String.join(", ", fields.key()) + ") = (" + parameters(key) + ")";
        String select = "select " + fields.column() + " from " + fields.table() + one;
        List<?> stored =
                bound(database.createNativeQuery(select, String.class), key).getResultList();
        if (stored.isEmpty()) {
            return 0;
        }
        String row = fields.row().apply(key);
        String encrypted = (String) stored.get(0);
        String update = "update " + fields.table() + " set " + fields.column() + " = :new" + one + " and "
                + fields.column() + " = :old";
        return bound(database.createNativeQuery(update), key)
                .setParameter("new", encryption.encrypt(row, encryption.decrypt(row, encrypted)))
                .setParameter("old", encrypted)
                .executeUpdate();
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
