/**
 * Palisade: a users and reports API that implements every control of the OWASP API Security Top 10 (2023).
 *
 * <p><b>Folders.</b> Features: {@code user}, {@code report}, {@code registration}, {@code passwordreset},
 * {@code profile}, {@code mfa}, {@code session}, {@code federation}, {@code apikey}, {@code setting}, {@code webhook}.
 * Controls: the folders below {@code security}; none knows a feature. {@code application} declares permissions, roles
 * and audit events, {@code problem} defines error responses, {@code paging} the pages of lists, {@code mail} and
 * {@code outbox} send what a transaction requested, {@code database} keeps connections to PostgreSQL usable,
 * {@code shared} contains utilities. A sub-package belongs to its folder: other folders use none of its classes.
 *
 * <p><b>Dependencies.</b> Each folder declares with {@link org.acme.shared.MayUse} on its package-info what it imports.
 * {@code architecture.LayoutTest} checks that it imports exactly that, and that there are no cycles.
 *
 * <p><b>Life of a request.</b> (1) The request gets a trace id, its response the security headers. (2) The rate limit
 * of its network address is checked; an unencrypted request is refused. (3) URL and headers are bounded and must be
 * unambiguous. (4) An {@code Origin}, if present, must be allowed. (5) The credentials are checked against the current
 * state of session and account, not the state at issue; the rate limits of the caller and of the operation are checked.
 * Where only the body names the account or session, all its limits are checked together after the body is read. (6) The
 * permission of the operation is checked; an operation without one is closed; a sensitive operation requires recent
 * authentication. (7) The body, read within limits, is parsed strictly into a request record and checked by Bean
 * Validation. (8) The feature loads what the caller may see, asks its policy and changes state. (9) The response is a
 * view or a problem with a code. A GraphQL request takes the same steps up to (7); {@code security.graphql} describes
 * how each of its operations passes (5) to (9). {@code shared.FilterOrder} defines the order of (1) to (5).
 *
 * <p><b>Self-invocation.</b> A call of another {@code @Transactional} method of the same bean is transactional as well.
 * ArC, Quarkus' CDI container, intercepts in a generated subclass that overrides the method, so it also intercepts
 * calls through {@code this} (Quarkus guide "CDI integration", section "Self-Interception"). Only private methods are
 * not intercepted; with an interceptor annotation, they fail the build.
 */
@NullMarked
package org.acme;

import org.jspecify.annotations.NullMarked;
