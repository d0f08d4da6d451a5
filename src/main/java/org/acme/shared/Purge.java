package org.acme.shared;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/**
 * Deletes old rows of a table in batches. Each batch is found by an index on the column and has a transaction of its
 * own, so that no lock is held for long however many rows are old. A row that another transaction has locked is left to
 * the next purge. Several instances can purge at one time.
 */
@ApplicationScoped
public class Purge {

    /** Rows that one transaction deletes; what refers to them is deleted with them. */
    static final int BATCH = 500;

    /** By the address of the row, which PostgreSQL looks up without an index. */
    private static final String DELETE = """
            delete from %1$s where ctid = any(array(
            select ctid from %1$s where %2$s < :before order by %2$s limit :batch for update skip locked))""";

    private final EntityManager database;

    Purge(EntityManager database) {
        this.database = database;
    }

    /**
     * Deletes the rows whose time lies before the given one.
     *
     * @param table its name, a constant of the code
     * @param column the name of a column with an index, a constant of the code
     * @param before of the column's type
     * @return how many rows were deleted
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
