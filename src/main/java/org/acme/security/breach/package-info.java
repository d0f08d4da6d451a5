/**
 * Checks passwords against a breached password API without trusting it.
 *
 * <p>Attack (API10:2023 Unsafe Consumption of APIs): the API, or an attacker in its place, responds slowly, endlessly,
 * with invalid data or with a redirect, and takes this service down.
 *
 * <p>Use: call {@link org.acme.security.breach.BreachedPasswords#contains}, in addition to a local list of common
 * passwords, which still applies when the API is unavailable.
 *
 * <p>Limits: a malicious API can report any password as breached or as clear. It sees the first five characters of each
 * SHA-1 hash, and the time of the check. {@code security.outbound} makes the calls, because it limits every phase and
 * counts bytes while they arrive, which a REST client does not. SmallRye Fault Tolerance provides circuit breaker and
 * bulkhead.
 *
 * <p>Settings: {@code app.breach-check.*}; {@code quarkus.tls.breach-check} for a trust store other than Java's.
 *
 * <p>Copy along: {@code security.outbound}, {@code shared}; SmallRye Fault Tolerance, Caffeine, Micrometer.
 *
 * <p>Proof: {@code owasp.Api10UnsafeConsumptionTest}, {@code security.breach.RangeTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xaa-unsafe-consumption-of-apis/">API10:2023</a>
 */
@NullMarked
package org.acme.security.breach;

import org.jspecify.annotations.NullMarked;
