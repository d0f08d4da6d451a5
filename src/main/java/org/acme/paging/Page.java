package org.acme.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list. */
public record Page<T>(
        @Schema(maxItems = PageLimit.MAX) List<T> items,

        @Description("Cursor of the next page; null on the last one. " + TextSearch.PAGES)
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable
        String nextCursor) {

    public <V> Page<V> map(Function<T, V> view) {
        return new Page<>(items.stream().map(view).toList(), nextCursor);
    }
}
