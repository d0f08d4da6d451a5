package org.acme.paging;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * A cursor that a client returns in GraphQL. It can contain a title and be longer than {@code app.input.max-length};
 * {@link Cursors} accepts only those that it has signed.
 */
public record Cursor(String text) {

    public static final String SOURCE = "The `nextCursor` of the previous page.";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Cursor {}

    public static @Nullable String text(@Nullable Cursor cursor) {
        return cursor == null ? null : cursor.text;
    }
}
