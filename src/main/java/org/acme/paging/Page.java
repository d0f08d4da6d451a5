package org.acme.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor the cursor of the next page; null on the last page
 */
public record Page<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {

    /**
     * Makes a page from a query for one row more than the page holds: the extra row shows that there is a next page,
     * without a count. The rows are views, so the query selects only their columns.
     */
    public static <V> Page<V> of(List<V> rows, int limit, Function<V, String> cursor) {
        boolean more = rows.size() > limit;
        return more
                ? new Page<>(List.copyOf(rows.subList(0, limit)), cursor.apply(rows.get(limit - 1)))
                : new Page<>(rows, null);
    }

    public <V> Page<V> map(Function<T, V> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor);
    }
}
