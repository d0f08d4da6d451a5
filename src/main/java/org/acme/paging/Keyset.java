package org.acme.paging;

import java.util.UUID;

/**
 * A position in an ordered list: the sort key of the last row, and its id for rows with equal keys.
 *
 * @param key the sort key as text; empty when the id is the sort key
 */
public record Keyset(UUID id, String key) {

    private static final int ID_LENGTH = 36;

    @Override
    public String toString() {
        return id + key;
    }

    /** Parses the result of {@link #toString}. */
    public static Keyset parse(String text) {
        return new Keyset(UUID.fromString(text.substring(0, ID_LENGTH)), text.substring(ID_LENGTH));
    }
}
