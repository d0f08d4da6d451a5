package org.acme.problem;

import org.jspecify.annotations.Nullable;

/**
 * A CDI event: the service refused a request with {@link ProblemCode#FORBIDDEN}, {@link ProblemCode#NOT_FOUND} or
 * {@link ProblemCode#REAUTHENTICATION_REQUIRED}, by a decision of its own and not of the framework.
 *
 * @param operation class and method, such as {@code ReportGraphQLApi#report}; null for that of JAX-RS
 */
public record Refusal(ProblemCode code, @Nullable String operation) {}
