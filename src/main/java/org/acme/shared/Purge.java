package org.acme.shared;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/**
 * Deletes old rows of a table in batches. An index on the column finds each batch, and each batch has its own
 * transaction, so that locks are short regardless of the number of old rows. Rows that another transaction has locked
 * are left to the next purge. Several instances can purge concurrently.
 */
@ApplicationScoped
public class Purge {

    /** Maximum number of rows per transaction. Dependent rows are deleted with them. */
    static final int BATCH = 500;

    /** Deletes by {@code ctid}, which needs no index. */
    private static final String DELETE = """
            delete from %1$s where ctid = any(array(
            select ctid from %1$s where %2$s < :before order by %2$s limit :batch for update skip locked))""";

    private final EntityManager database;

    Purge(EntityManager database) {
        this.database = database;
    }

    /**
     * Deletes the rows whose time is before the given one.
     *
     * @param table the table name, a constant of the code
     * @param column the name of an indexed column, a constant of the code
     * @param before of the column's type
     * @return the number of deleted rows
     */
    public int olderThan(String table, String column, Object before) {
        String delete = DELETE.formatted(table, column);
        int all = 0;
        int batch = BATCH;
        while (batch == BATCH) {
            batch = QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(delete)
                    .setParameter("before", before)
                    .setParameter("batch", BATCH)
                    .executeUpdate());
            all += batch;
        }
        return all;
    }
}
