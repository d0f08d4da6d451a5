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
 * <p>Copy along: what {@code docs/controls.md} names. Put your own codes into {@link org.acme.problem.ProblemCode}.
 */
@MayUse({})
@NullMarked
package org.acme.problem;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
