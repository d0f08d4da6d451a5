package org.acme.shared;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes rows in batches, and before them the rows that the database would delete with them. Each batch has its own
 * transaction, so that locks and statements are short regardless of the number of rows. Rows that another transaction
 * has locked are left to the next purge. Several instances can purge concurrently.
 */
@ApplicationScoped
public class Purge {

    /** Maximum number of rows per transaction. */
    static final int BATCH = 500;

    /** Rows that cannot be deleted do not stop a purge, unless there are more than these. */
    private static final int MAX_FAILURES = 10;

    /** Deletes by {@code ctid}, which needs no index. */
    private static final String DELETE = """
            delete from %1$s where ctid = any(array(
            select ctid from %1$s where %2$s limit :batch for update skip locked))""";

    private static final String PARENTS = "select id from %s where id not in (:kept) and %s limit :batch";

    /** Foreign keys with cascade, except those of tables from which the service may not delete. */
    private static final String DEPENDENTS = """
            select cast(cast(f.conrelid as regclass) as text), cast(a.attname as text) from pg_constraint f
            join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
            where f.contype = 'f' and f.confdeltype = 'c' and f.confrelid = cast(:table as regclass)
            and has_table_privilege(f.conrelid, 'delete')""";

    private final EntityManager database;
    private final Map<String, List<Dependent>> dependents = new ConcurrentHashMap<>();

    Purge(EntityManager database) {
        this.database = database;
    }

    /** A column that refers to the id of another table. */
    private record Dependent(String table, String column) {}

    /**
     * Deletes the rows whose time is before the given one. A row that cannot be deleted does not stop the purge of the
     * others.
     *
     * @param table the table name, a constant of the code
     * @param column the name of an indexed column, a constant of the code
     * @param before of the column's type
     * @return the number of deleted rows, without dependent ones
     * @throws RuntimeException the first failure, after all other rows were deleted
     */
    public int deleteOlderThan(String table, String column, Object before) {
        UndeletedRows left = new UndeletedRows(MAX_FAILURES);
        int all = delete(table, column + " < :value order by " + column, before, left);
        left.report();
        return all;
    }

    /**
     * Deletes the rows that the database would delete with this one. The caller prevents that many are added meanwhile,
     * and deletes the row itself.
     *
     * @param table the table name, a constant of the code
     */
    public void deleteDependents(String table, UUID id) {
        deleteDependents(table, List.of(id), new UndeletedRows(0));
    }

    private int delete(String table, String which, Object value, UndeletedRows left) {
        return dependents(table).isEmpty() ? rows(table, which, value) : parents(table, which, value, left);
    }

    /** Deletes rows on which no others depend. */
    private int rows(String table, String which, Object value) {
        String delete = DELETE.formatted(table, which);
        int all = 0;
        int batch = BATCH;
        while (batch == BATCH) {
            batch = QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(delete)
                    .setParameter("value", value)
                    .setParameter("batch", BATCH)
                    .executeUpdate());
            all += batch;
        }
        return all;
    }

    private int parents(String table, String which, Object value, UndeletedRows left) {
        String select = PARENTS.formatted(table, which) + " for update skip locked";
        int all = 0;
        int deleted = 0;
        List<?> batch;
        do {
            batch = QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(select)
                    .setParameter("kept", left.ids())
                    .setParameter("value", value)
                    .setParameter("batch", BATCH)
                    .getResultList());
            List<UUID> ids = batch.stream().map(UUID.class::cast).toList();
            deleted = ids.isEmpty() ? 0 : withDependents(table, ids, left);
            all += deleted;
        } while (batch.size() == BATCH && deleted > 0);
        return all;
    }

    /** Deletes these rows; if that fails, each alone. */
    private int withDependents(String table, List<UUID> ids, UndeletedRows left) {
        try {
            deleteDependents(table, ids, left);
            return rows(table, "id in (:value)", ids);
        } catch (RuntimeException e) {
            if (!left.mayGrow()) {
                throw e;
            }
            if (ids.size() == 1) {
                left.add(ids.get(0), e);
                return 0;
            }
        }
        return ids.stream()
                .mapToInt(id -> withDependents(table, List.of(id), left))
                .sum();
    }

    private void deleteDependents(String table, Collection<UUID> ids, UndeletedRows left) {
        dependents(table).forEach(dependent -> delete(dependent.table, dependent.column + " in (:value)", ids, left));
    }

    private List<Dependent> dependents(String table) {
        return dependents.computeIfAbsent(table, this::read);
    }

    private List<Dependent> read(String table) {
        List<Object[]> keys = QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(DEPENDENTS, Object[].class)
                        .setParameter("table", table)
                        .getResultList());
        return keys.stream()
                .map(key -> new Dependent((String) key[0], (String) key[1]))
                .toList();
    }
}
