/**
 * A complete OpenAPI document, and operations that end at their announced sunset.
 *
 * <p>Attack (API9:2023 Improper Inventory Management): an attacker calls a forgotten route: an undocumented one, an old
 * version, an operation after its end, or a page of the framework in production.
 *
 * <p>Use: nothing for the document, which is derived from the annotations of the other controls. Put
 * {@link org.acme.security.inventory.FailsWith} on operations for failures that only the feature knows. Put
 * {@link org.acme.security.inventory.Deprecation} on operations that will end.
 *
 * <p>Limits: the document lists JAX-RS routes; a test fails when the server responds on any other. The document names
 * rate limit policies, but not their numbers, which are configuration.
 *
 * <p>Settings: {@code quarkus.smallrye-openapi.*}.
 *
 * <p>Copy along: what {@code docs/controls.md} names; {@code META-INF/openapi.yaml}. {@code DocumentedControls} and
 * {@code DerivedProblems} read annotations of other controls: copy these, or remove those lines.
 *
 * <p>Proof: {@code owasp.Api09ImproperInventoryTest}, {@code security.inventory.OpenApiCopyTest},
 * {@code security.inventory.BreakingChangesTest}, {@code security.inventory.EndOfLifeTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/">API9:2023</a>
 */
@MayUse({
    "problem",
    "security.authentication.Caller",
    "security.authentication.RequiresRecentLogin",
    "security.botdefense.SensitiveFlow",
    "security.idempotency.Idempotent",
    "security.ratelimit.RateLimited"
})
@NullMarked
package org.acme.security.inventory;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
