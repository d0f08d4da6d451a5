package org.acme.security.input;

import java.util.UUID;

/** Parses ids in the text form of RFC 9562, section 4: 36 characters, in either case. */
final class Ids {

    private Ids() {}

    /**
     * @throws IllegalArgumentException when the text is not in this form; {@link UUID#fromString} alone accepts shorter
     *     ones
     */
    static UUID parse(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not in the form of RFC 9562");
        }
        return id;
    }
}
