/**
 * RFC 9457 problems: one contract for every failure, on every path.
 *
 * <p>The life of a failure: (1) code that foresees it throws a {@link org.acme.problem.Problem}; anything else arrives
 * as the framework's exception. (2) A mapper turns it into a problem; failures below JAX-RS arrive at
 * {@code RouterProblems}. (3) {@link org.acme.problem.ProblemContract} replaces every word that we did not write, adds
 * code and trace id, and (4) logs the detail under the same trace id. Failures within a GraphQL answer arrive at
 * {@code GraphQlProblems} and take the same way from (3) on. To lift out: this package and quarkus-resteasy-problem.
 */
package org.acme.problem;
