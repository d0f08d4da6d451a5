/**
 * API10: asking a third party about passwords without trusting it.
 *
 * <p>Attack: an upstream, or whoever took its place, that answers slowly, without end, with nonsense or with a
 * redirect, and takes this service down with it. Use: {@link org.acme.security.breach.BreachedPasswords}, beside a list
 * of one's own that decides when there is no answer. The HTTP exchange is that of {@code security.outbound}, because it
 * bounds every phase and counts bytes while they arrive, which a REST client does not; circuit breaker and bulkhead are
 * SmallRye Fault Tolerance's. Limits: an upstream that lies can call any password breached, or clear; it learns the
 * first five characters of a hash and when they were asked. To lift out: this package and {@code security.outbound},
 * SmallRye Fault Tolerance, Caffeine, Micrometer, and the settings {@code app.breach-check.*}. A trust store other than
 * Java's is the one of {@code quarkus.tls.breach-check}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xaa-unsafe-consumption-of-apis/">API10:2023</a>;
 *     proof: {@code owasp.Api10UnsafeConsumptionTest}, {@code security.breach.RangeTest}
 */
package org.acme.security.breach;
