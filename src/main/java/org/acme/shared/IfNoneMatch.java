package org.acme.shared;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The {@code If-None-Match} header: the representations that a client has already (RFC 9110, section 13.1.2).
 * Comparison is weak: caches and gateways that compress make tags weak.
 */
@Schema(
        type = SchemaType.STRING,
        description = "The `ETag` of a representation that the client has cached.",
        examples = "\"0-2jmj7l5rSw0yVb_vlWAYkK\"")
public record IfNoneMatch(List<String> tags) {

    private static final String WEAK = "W/";

    /** What is not a list of at most ten entity tags matches nothing: the client gets the representation. */
    public static IfNoneMatch valueOf(String header) {
        try {
            return new IfNoneMatch(EntityTags.read(header));
        } catch (IllegalArgumentException malformed) {
            return new IfNoneMatch(List.of());
        }
    }

    /** @param current of the representation as it is now, in quotation marks */
    public boolean matches(String current) {
        return tags.contains("*") || tags.contains(current) || tags.contains(WEAK + current);
    }
}
