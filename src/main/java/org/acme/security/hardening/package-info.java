/**
 * API8: nothing is open by default, and nothing insecure starts.
 *
 * <p>Attack: reading answers from a foreign page, framing them, smuggling a path past a rule, running with dev mode's
 * keys. Use: the filters install themselves; their order stands in {@link org.acme.security.hardening.FilterOrder}.
 * Limits: request heads that break HTTP itself, or exceed the codec's own bounds (64 KiB line, 128 KiB headers), are
 * refused by the codec with a bare status. To lift out: this package and its settings {@code app.cors.origins},
 * {@code app.security-headers}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/">API8:2023</a>; proof:
 *     {@code owasp.Api08SecurityMisconfigurationTest}
 */
package org.acme.security.hardening;
