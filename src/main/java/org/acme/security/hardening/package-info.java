/**
 * API8: nothing is open by default, and nothing insecure starts.
 *
 * <p>Attack: reading answers from a foreign page, framing them, smuggling a path past a rule, running with dev mode's
 * keys, writing one's own address. Use: the filters install themselves; their order stands in
 * {@link org.acme.security.hardening.FilterOrder}; ask {@link org.acme.security.hardening.ClientAddress} who calls.
 * Limits: request heads that break HTTP itself, or exceed the codec's own bounds (64 KiB line, 128 KiB headers), are
 * refused by the codec with a bare status. To lift out: this package and its settings {@code app.cors.origins},
 * {@code app.security-headers}, {@code app.trusted-proxies}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/">API8:2023</a>; proof:
 *     {@code owasp.Api08SecurityMisconfigurationTest}, {@code security.hardening.ClientAddressTest}
 */
package org.acme.security.hardening;
