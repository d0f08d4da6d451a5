package org.acme.shared;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The {@code If-None-Match} header: the representations that the client has cached (RFC 9110, section 13.1.2).
 * Comparison is weak, because caches and compressing gateways weaken tags.
 */
@Schema(
        type = SchemaType.STRING,
        description = "The `ETag` of a representation that the client has cached.",
        examples = "\"0-2jmj7l5rSw0yVb_vlWAYkK\"")
public record IfNoneMatch(List<String> tags) {

    private static final String WEAK = "W/";

    /** An invalid header or one with more than ten tags matches nothing: the client gets the representation. */
    public static IfNoneMatch valueOf(String header) {
        try {
            return new IfNoneMatch(IfMatch.read(header));
        } catch (IllegalArgumentException e) {
            return new IfNoneMatch(List.of());
        }
    }

    /** @param current tag of the current representation, in double quotes */
    public boolean matches(String current) {
        return tags.contains("*") || tags.contains(current) || tags.contains(WEAK + current);
    }
}
