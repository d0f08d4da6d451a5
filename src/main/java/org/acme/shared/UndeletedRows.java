package org.acme.shared;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows that a purge could not delete. It goes on with the others, unless there are too many. */
public final class UndeletedRows {

    /** The id of no row, because SQL has no empty list. */
    private static final UUID NONE = new UUID(0, 0);

    private final Set<UUID> ids = new HashSet<>(Set.of(NONE));
    private final int max;
    private @Nullable RuntimeException first;

    public UndeletedRows(int max) {
        this.max = max;
    }

    /** For a condition that leaves them out; never empty. */
    public Set<UUID> ids() {
        return ids;
    }

    /** Whether one more row may fail. */
    boolean mayGrow() {
        return ids.size() <= max;
    }

    /**
     * Deletes a row, or keeps it for the next purge if that fails.
     *
     * @throws RuntimeException the failure, when there are too many
     */
    public void attempt(UUID id, Runnable deletion) {
        try {
            deletion.run();
        } catch (RuntimeException e) {
            if (!mayGrow()) {
                throw e;
            }
            add(id, e);
        }
    }

    void add(UUID id, RuntimeException failure) {
        ids.add(id);
        first = first == null ? failure : first;
    }

    /** @throws RuntimeException the first failure, if any */
    public void report() {
        if (first != null) {
            throw first;
        }
    }
}
