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
     * next page without counting the rest.
     */
    public static <R, V> Page<V> of(List<R> rows, int limit, Function<R, V> view, Function<R, String> cursor) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        return new Page<>(shown.stream().map(view).toList(), more ? cursor.apply(shown.get(limit - 1)) : null);
    }

    /** The same page, with its items shown in another way. */
    public <V> Page<V> map(Function<T, V> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor);
    }
}
