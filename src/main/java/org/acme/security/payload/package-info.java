/**
 * API3 and API4: what a client may send, and how much of it.
 *
 * <p>Attack: setting fields that are not offered; JSON that two parsers read differently; bodies and strings without
 * end; framing that makes a worker wait for a body that never arrives. Use: bind request records, never entities;
 * declare {@code @Size} where the default maximum does not fit. Limits: sizes, not meaning; meaning is Bean
 * Validation's. It uses {@code security.hardening} for the place of its filters and for {@code ClosingConnections}. To
 * lift out: this package, {@code ClosingConnections} and its settings {@code app.max-payload-size} and
 * {@code app.input.*}.
 *
 * @see <a
 *     href="https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/">API3:2023</a>;
 *     proof: {@code owasp.Api03BrokenObjectPropertyLevelAuthorizationTest},
 *     {@code owasp.Api04UnrestrictedResourceConsumptionTest}, {@code owasp.Api04RequestFramingTest}
 */
package org.acme.security.payload;
