package org.acme.security.outbound;

import java.nio.charset.StandardCharsets;

/**
 * What came back, within its limits.
 *
 * @param contentType as it was sent, or empty
 */
public record Answer(int status, String contentType, byte[] body) {

    /** The body, a character per byte. */
    public String text() {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
