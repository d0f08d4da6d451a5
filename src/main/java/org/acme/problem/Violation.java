package org.acme.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** One unacceptable value: the JSON field's name and what is expected of it, never the value itself. */
// It is one of a problem's parameters, where a native build does not see that it becomes JSON.
@RegisterForReflection
public record Violation(String field, String message) {}
