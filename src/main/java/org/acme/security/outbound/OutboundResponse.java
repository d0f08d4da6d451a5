package org.acme.security.outbound;

import java.nio.charset.StandardCharsets;

/**
 * A response within its limits.
 *
 * @param contentType the {@code Content-Type} header; empty when missing
 */
public record OutboundResponse(int status, String contentType, byte[] body) {

    /** The body in ISO 8859-1: one character per byte. */
    public String text() {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
