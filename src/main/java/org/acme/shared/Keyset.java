package org.acme.shared;

import java.util.UUID;

/**
 * A place in an ordered list: the sort key of the last row shown, and its id for rows that share the key.
 *
 * @param key the sort key as text; empty where the id is the order
 */
public record Keyset(UUID id, String key) {

    private static final int ID_LENGTH = 36;

    @Override
    public String toString() {
        return id + key;
    }

    /** Reads what {@link #toString} wrote. */
    public static Keyset parse(String text) {
        return new Keyset(UUID.fromString(text.substring(0, ID_LENGTH)), text.substring(ID_LENGTH));
    }
}
