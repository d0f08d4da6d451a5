/**
 * Problems (RFC 9457): the same error format for every failure on every path.
 *
 * <p>How a failure is handled: (1) Code that expects the failure throws a {@link org.acme.problem.Problem}; any other
 * failure is an exception of the framework. (2) {@code ProblemMapper} handles it within JAX-RS, {@code RouterProblems}
 * outside, and {@link org.acme.security.graphql.GraphQlProblems} within a GraphQL response. (3) {@code Failures}
 * determines the problem and its headers. (4) {@code ProblemContract} logs type, field and position under the same
 * trace id through {@link org.acme.problem.LogText}, but never a value or an exception message, which can quote the
 * client.
 *
 * <p>To reuse it, copy this package and {@code shared}, and put your own codes into
 * {@link org.acme.problem.ProblemCode}. It needs quarkus-rest-jackson and Micrometer.
 */
@MayUse({})
@NullMarked
package org.acme.problem;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
