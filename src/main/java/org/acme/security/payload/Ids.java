package org.acme.security.payload;

import java.util.UUID;

/** Reads ids in the one form in which the service writes them: that of RFC 9562, section 4, in lower case. */
final class Ids {

    private Ids() {}

    /** @throws IllegalArgumentException when the text is no id in this form, which {@link UUID#fromString} widens */
    static UUID parse(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equals(text)) {
            throw new IllegalArgumentException("not in the form of RFC 9562, in lower case");
        }
        return id;
    }
}
