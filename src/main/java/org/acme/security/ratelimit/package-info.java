/**
 * API4: how often a caller may call.
 *
 * <p>Attack: exhausting the service, or guessing, by many requests. Use: nothing to do; every request is held to the
 * default policy. Limits: windows live in one process, so two instances admit twice as much. Keys that find no room
 * share windows, and with them each other's refusals. It uses {@code security.hardening} for the place of its filter.
 * To lift out: this package, Caffeine and its settings {@code app.rate-limit.*}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/">API4:2023</a>;
 *     proof: {@code owasp.Api04UnrestrictedResourceConsumptionTest},
 *     {@code security.ratelimit.SlidingWindowPropertiesTest}
 */
package org.acme.security.ratelimit;
