package org.acme.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of an ordered list.
 *
 * @param next the position after which the next rows follow; null when there are none
 */
public record Slice<T>(List<T> rows, @Nullable Keyset next) {

    /**
     * Makes a slice from a query for one row more than the limit: the extra row shows that there are next rows, without
     * a count.
     */
    public static <T> Slice<T> of(List<T> rows, int limit, Function<T, Keyset> position) {
        return rows.size() > limit
                ? new Slice<>(rows.subList(0, limit), position.apply(rows.get(limit - 1)))
                : new Slice<>(rows, null);
    }
}
