/**
 * Rate limits per address, caller, API key, account, session and operation.
 *
 * <p>Attack (API4:2023 Unrestricted Resource Consumption): many requests exhaust the service or guess secrets, from one
 * address or many, as one caller or many, to one instance or many.
 *
 * <p>Use: nothing for the policies of addresses and callers. Put {@link org.acme.security.ratelimit.RateLimited} on an
 * operation for policies of its own. Where only the body names the account or session, the request record implements
 * {@link org.acme.security.ratelimit.Keyed}. Where a request contains several operations, call
 * {@link org.acme.security.ratelimit.OperationCount} for each.
 *
 * <p>Limits: in REST, an operation that is called several times within a request counts once. Keys without memory of
 * their own share windows, and so refusals. While Redis is unavailable, each instance admits the whole limit.
 *
 * <p>Settings: {@code app.rate-limit.*}; with Redis, {@code quarkus.redis.*} and {@code quarkus.tls.redis.*}.
 *
 * <p>Copy along: what {@code docs/controls.md} names. Without {@code CallerFilter} or proactive authentication, callers
 * count by address. Configure your policies in {@code app.rate-limit.policies}.
 *
 * <p>Proof: {@code owasp.Api04UnrestrictedResourceConsumptionTest},
 * {@code security.ratelimit.window.SlidingWindowPropertiesTest}, {@code security.ratelimit.window.LocalLimiterTest},
 * {@code security.ratelimit.window.AddressFloodTest}, {@code security.ratelimit.redis.RedisScriptPropertiesTest},
 * {@code security.ratelimit.redis.RedisStoreTest}, {@code security.ratelimit.redis.ReplicatedRedisTest},
 * {@code security.ratelimit.window.BytesPerKeyTest}, {@code security.edge.ProxyChainTest}
 *
 * <p>The steps of a request: {@code AddressLimitFilter} decides on the address, in memory. {@code CallerLimitFilter}
 * decides on all keys that are known before the body is read, at once. When a key is in the body,
 * {@code OperationLimitInterceptor} decides instead. {@code LocalLimiter} or {@code RedisStore} store the windows. With
 * Redis, the first decision also counts the address across instances.
 *
 * <p>Bounded memory: a client cannot reset its window by inventing keys, because only empty windows are removed. An
 * IPv6 /64 also counts in its /48, so that an attacker exhausts the limit of the /48 and not the memory. When the
 * memory of a policy is full, new keys share 1,024 windows; the addresses of one block share 16. Each policy has its
 * own memory, and addresses of anonymous clients take at most half of that of callers, so that keys that clients can
 * invent (addresses, accounts) never displace callers. A quarter is reserved for the growth of existing windows. A
 * window that cannot grow admits what it has room for, never more than its limit.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/">API4:2023</a>
 */
@MayUse({
    "problem",
    "redis",
    "security.crypto.Pseudonyms",
    "security.edge.ClientAddress",
    "security.edge.EdgeStep",
    "security.edge.FrameworkPages"
})
@NullMarked
package org.acme.security.ratelimit;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
