package org.acme.security.payload;

import java.util.UUID;

/** Reads ids as RFC 9562, section 4, writes them: 36 characters, in either case. */
final class Ids {

    private Ids() {}

    /** @throws IllegalArgumentException when the text is no id in this form, which {@link UUID#fromString} widens */
    static UUID parse(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not in the form of RFC 9562");
        }
        return id;
    }
}
