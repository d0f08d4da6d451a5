/**
 * GraphQL with the same controls as REST.
 *
 * <p>Attack (API1, API3, API4 and API5:2023): an operation is protected in REST and open in GraphQL; aliases or batches
 * put many operations into one request; documents are deep, multiply by fragments, also by those that the engine
 * validates in place of the measured ones, or read the schema; pages of other origins send forms.
 *
 * <p>Use: annotate the methods of a {@code @GraphQLApi} class like those of a resource, with
 * {@code @PermissionsAllowed} and, where the resource has it, {@code @RateLimited}. Call the same service. A method
 * without {@code @PermissionsAllowed} is refused.
 *
 * <p>Limits: JAX-RS name bindings (recent authentication, sensitive flow, sunset) do not apply here, so GraphQL offers
 * no operation that needs one; a test enforces this. In the limit of fields, a list counts as one; its items and the
 * characters of a response have limits of their own.
 *
 * <p>Settings: {@code app.graphql.*}, {@code quarkus.smallrye-graphql.*}.
 *
 * <p>Copy along: what {@code docs/controls.md} names;
 * {@code META-INF/services/io.smallrye.graphql.spi.DataFetcherService}.
 *
 * <p>Proof: {@code owasp.Api01GraphQlTest}, {@code owasp.Api03GraphQlTest}, {@code owasp.Api04GraphQlTest},
 * {@code owasp.Api05GraphQlTest}, {@code owasp.AccessMatrixTest}
 *
 * <p>The steps of a request: (1) {@code GraphQlResource} is a JAX-RS resource, so the request passes all controls of
 * REST. (2) {@code GraphQlRequestLimits} measures the document before the engine validates it. (3)
 * {@code OperationGuard} counts each operation and parses its arguments with the mapper for request bodies. (4) The
 * interceptors of the operation check its permission. (5) {@code security.graphql.GraphQlProblems} reports failures by
 * their codes.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html">OWASP GraphQL Cheat Sheet</a>
 */
@MayUse({
    "paging",
    "problem",
    "security.authentication.Caller",
    "security.authentication.CurrentCaller",
    "security.concurrency.ExpensiveRequests",
    "security.ratelimit.OperationCount"
})
@NullMarked
package org.acme.security.graphql;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
