/**
 * Strict parsing and size limits for request bodies and parameters.
 *
 * <p>Attack (API3:2023 Broken Object Property Level Authorization, API4:2023 Unrestricted Resource Consumption): a
 * client sets fields that are not offered; two parsers read the same JSON differently; bodies and strings have no end;
 * a worker waits for a body that never arrives.
 *
 * <p>Use: bind requests to records, never to entities. Declare {@code @Size} on a field where the default maximum does
 * not fit, and {@code @Digits} on a decimal number.
 *
 * <p>Limits: this control checks form and size. Bean Validation checks the values.
 *
 * <p>Settings: {@code app.max-payload-size}, {@code app.max-payload-memory}, {@code app.input.*}.
 *
 * <p>Copy along: what {@code docs/controls.md} names.
 *
 * <p>Proof: {@code owasp.Api03BrokenObjectPropertyLevelAuthorizationTest},
 * {@code owasp.Api04UnrestrictedResourceConsumptionTest}, {@code owasp.Api04RequestFramingTest}
 *
 * @see <a
 *     href="https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/">API3:2023</a>
 */
@MayUse({"paging", "problem", "security.edge.ClosingConnectionFilter", "security.edge.EdgeStep"})
@NullMarked
package org.acme.security.input;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
