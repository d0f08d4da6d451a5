/**
 * Palisade: a users and reports API with controls against every risk of the OWASP API Security Top 10 (2023).
 *
 * <p><b>Folders.</b> Features: {@code user}, {@code report}, {@code registration}, {@code passwordreset},
 * {@code profile}, {@code mfa}, {@code session}, {@code federation}, {@code apikey}, {@code setting}, {@code webhook}.
 * Controls: the folders below {@code security}; none knows a feature. {@code application} declares permissions, roles
 * and audit events, {@code problem} defines error responses, {@code paging} the pages of lists, {@code mail} and
 * {@code outbox} send what a transaction requested, {@code database} and {@code redis} keep connections usable,
 * {@code shared} contains utilities. A sub-package belongs to its folder: other folders use none of its classes.
 *
 * <p><b>Dependencies.</b> Each folder declares with {@link org.acme.shared.MayUse} on its package-info what it imports.
 * {@code architecture.LayoutTest} checks that it imports exactly that, and that there are no cycles.
 *
 * <p><b>Life of a request.</b> {@code docs/architecture.md} describes its steps, {@link org.acme.shared.FilterOrder}
 * defines their order.
 *
 * <p><b>Self-invocation.</b> A call of another {@code @Transactional} method of the same bean is transactional as well.
 * ArC, Quarkus' CDI container, intercepts in a generated subclass that overrides the method, so it also intercepts
 * calls through {@code this} (Quarkus guide "CDI integration", section "Self-Interception"). Only private methods are
 * not intercepted; with an interceptor annotation, they fail the build.
 */
@NullMarked
package org.acme;

import org.jspecify.annotations.NullMarked;
