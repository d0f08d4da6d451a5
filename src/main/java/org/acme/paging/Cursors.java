package org.acme.paging;

import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.problem.Problem;
import org.acme.security.authentication.Caller;
import org.acme.security.crypto.SignedText;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and verifies list cursors. A cursor is signed for one caller and one list with its filters and sort order.
 * The query checks access to the items nevertheless.
 */
@Singleton
public record Cursors(SignedText signedText) {

    /** Identifies a list by its name and filters. An absent filter differs from the text {@code null}. */
    public static String list(String name, @Nullable Object... filters) {
        return Stream.of(filters)
                .map(filter -> filter == null ? "-" : "=" + filter)
                .collect(Collectors.joining("\0", name + "\0", ""));
    }

    /** @param list identifies the list: its name, filters and sort order */
    public <T> Page<T> page(Caller caller, String list, Slice<T> slice) {
        String next = slice.next() == null
                ? null
                : signedText.sign(context(caller, list), slice.next().toString());
        return new Page<>(slice.rows(), next);
    }

    /**
     * @param cursor null for the first page
     * @return null for the first page
     * @throws Problem 400 when the cursor was altered, or issued for another caller or list
     */
    public @Nullable Keyset open(Caller caller, String list, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        return signedText
                .verify(context(caller, list), cursor)
                .map(Keyset::parse)
                .orElseThrow(() -> Problem.malformed(
                        "The cursor is invalid for this list. Use `nextCursor` of the previous page."));
    }

    private static String context(Caller caller, String list) {
        return "cursor/" + caller.id() + "/" + list;
    }
}
