/**
 * RFC 9457 problems: one contract for every failure, on every path.
 *
 * <p>The life of a failure: (1) code that foresees it throws a {@link org.acme.problem.Problem}; anything else arrives
 * as the framework's exception. (2) {@code ProblemMapper} takes it within JAX-RS, {@code RouterProblems} below, and
 * {@link org.acme.problem.GraphQlProblems} within a GraphQL response. (3) {@code Failures} says which problem it is and
 * which headers belong to it, and (4) {@code ProblemContract} logs type, field and position under the same trace id, in
 * the words of {@link org.acme.problem.LogText}: never a value or a message, which may quote the client. To lift out:
 * this package, and {@code Route} of {@code shared}.
 */
package org.acme.problem;
