package org.acme.shared;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list, and where the next one begins.
 *
 * @param nextCursor null on the last page
 */
public record Page<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {

    /**
     * Makes a page from a query that asked for one row more than the page holds: the extra row tells that there is a
     * next page without counting the rest. The rows are what clients see: a query selects the columns of its view.
     */
    public static <V> Page<V> of(List<V> rows, int limit, Function<V, String> cursor) {
        boolean more = rows.size() > limit;
        return more
                ? new Page<>(List.copyOf(rows.subList(0, limit)), cursor.apply(rows.get(limit - 1)))
                : new Page<>(rows, null);
    }

    /** The same page, with its items shown in another way. */
    public <V> Page<V> map(Function<T, V> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor);
    }
}
