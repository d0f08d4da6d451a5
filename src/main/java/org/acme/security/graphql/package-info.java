/**
 * API1, API3, API4 and API5 where a request is a document: GraphQL with the controls of REST.
 *
 * <p>Attack: an operation that is closed in REST and open here; many operations in one request, by aliases or by a
 * batch; documents that are deep, that multiply by fragments, or that ask for the schema; forms and links of foreign
 * pages. Use: annotate the methods of a {@code @GraphQLApi} class as those of a resource, with
 * {@code @PermissionsAllowed} and, where the resource has it, {@code @RateLimited}; call the same service. What nobody
 * annotated is refused. Limits: what is bound to JAX-RS by name (a recent login, a sensitive flow, a sunset) does not
 * hold here, so no operation that needs it is offered, which a test holds the code to; a list counts as one field, and
 * the items that all lists of a request may hold have a maximum of their own, as have the characters of a response.
 *
 * <p>The life of a document. (1) {@code GraphQlResource} is a resource, so everything that meets a request of REST has
 * met this one. (2) {@code DocumentLimits} measures the document before the engine validates it. (3)
 * {@code OperationGuard} counts each operation as if it had come alone, and reads its arguments with the mapper that
 * reads bodies. (4) The operation is called through its interceptors, which ask its permission. (5)
 * {@code problem.GraphQlProblems} tells failures by their code.
 *
 * <p>It uses {@code security.ratelimit} to count operations, {@code security.payload.PageLimit} to count items,
 * {@code security.concurrency} to bound the requests that run at one time, and {@code security.authentication.Caller}
 * to refuse requests without credentials before the document is read. To lift out: this package, the settings
 * {@code app.graphql.*} and {@code quarkus.smallrye-graphql.*}, {@code problem.GraphQlProblems},
 * {@code META-INF/services}, and quarkus-smallrye-graphql.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html">GraphQL</a>; proof:
 *     {@code owasp.Api01GraphQlTest}, {@code owasp.Api03GraphQlTest}, {@code owasp.Api04GraphQlTest},
 *     {@code owasp.Api05GraphQlTest}, {@code owasp.AccessMatrixTest}
 */
package org.acme.security.graphql;
