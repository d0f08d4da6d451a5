package org.acme.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One unacceptable value: the JSON field's name and what is expected of it, never the value itself. */
// It is one of a problem's parameters, where a native build does not see that it becomes JSON.
@RegisterForReflection
@Schema(
        name = "UnacceptableValue",
        requiredProperties = {"field", "message"})
public record Violation(String field, String message) {}
