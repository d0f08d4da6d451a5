package org.acme.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One unacceptable value: the JSON field's name and what is expected of it, never the value itself. */
@Schema(
        name = "UnacceptableValue",
        requiredProperties = {"field", "message"})
public record Violation(String field, String message) {}
