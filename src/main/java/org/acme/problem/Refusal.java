package org.acme.problem;

/**
 * A CDI event: the service refused a request with {@link ProblemCode#FORBIDDEN} or {@link ProblemCode#NOT_FOUND}, by a
 * decision of its own and not of the framework.
 */
public record Refusal(ProblemCode code) {}
