/**
 * API4: how often whom may do what.
 *
 * <p>Attack: exhausting the service, or guessing, by many requests: from one place or many, as one caller or many, over
 * one instance or many. Use: nothing, for the policies of addresses and callers;
 * {@link org.acme.security.ratelimit.RateLimited} for those of an operation, with a request record that is
 * {@link org.acme.security.ratelimit.Keyed} where only the body names the account or session. Limits: an operation that
 * is called several times within one request of REST counts once; where a request asks for several operations, whoever
 * calls them asks {@link org.acme.security.ratelimit.OperationCount} for each. Keys that find no room in memory share
 * windows, and with them each other's refusals; while Redis is away, each instance admits a limit of its own.
 *
 * <p>A client cannot reset its window by inventing keys. No window is evicted: one is dropped when nothing is left in
 * it. An IPv6 /64 counts within its /48, so that the networks of one attacker exhaust the /48 and not the memory. When
 * the memory of a policy is full, new keys share 1,024 windows, the addresses of one block 16 of them. Each policy has
 * its own memory, so keys that clients can invent (addresses, accounts) never crowd out callers; a quarter is kept for
 * windows that grow. A window that finds no room to grow admits what it has room for, never more than its limit.
 *
 * <p>A request on its way: {@code AddressLimit} asks for its address, in memory. {@code CallerLimit} asks for
 * everything that is known before the body is read, in one decision, or leaves that decision to {@code OperationLimit},
 * where the body has been read. {@code LocalWindows} or {@code SharedWindows} decide.
 *
 * <p>It uses {@code security.hardening} for the place of its filters and the client's address, and
 * {@code security.crypto.Pseudonyms} so that Redis learns nobody's name. To lift out: this package, those classes,
 * Caffeine's {@code Ticker}, quarkus-redis-client and the settings {@code app.rate-limit.*},
 * {@code quarkus.tls.redis.*}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/">API4:2023</a>;
 *     proof: {@code owasp.Api04UnrestrictedResourceConsumptionTest},
 *     {@code security.ratelimit.SlidingWindowPropertiesTest}, {@code security.ratelimit.LocalWindowsTest},
 *     {@code security.ratelimit.AddressFloodTest}, {@code security.ratelimit.WindowScriptPropertiesTest},
 *     {@code security.ratelimit.SharedWindowsTest}, {@code security.ratelimit.ReplicatedRedisTest},
 *     {@code security.ratelimit.BytesPerKeyTest}, {@code security.hardening.ProxyChainTest}
 */
package org.acme.security.ratelimit;
