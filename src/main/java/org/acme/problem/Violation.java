package org.acme.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An invalid field: its JSON name and the violated rule, never the value. */
// It is a parameter of a problem, so a native build does not detect its serialization.
@RegisterForReflection
@Schema(
        name = "UnacceptableValue",
        requiredProperties = {"field", "message"})
public record Violation(String field, String message) {}
