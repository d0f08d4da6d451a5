package org.acme.problem;

/** One unacceptable value: the JSON field's name and what is expected of it, never the value itself. */
public record Violation(String field, String message) {}
