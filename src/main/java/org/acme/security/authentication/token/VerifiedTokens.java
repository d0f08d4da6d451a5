package org.acme.security.authentication.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.acme.shared.Digests;
import org.jspecify.annotations.Nullable;

/**
 * Caches verified tokens by their SHA-256 hash, because parsing a token costs far more than its HMAC, and other
 * signatures cost more still. Own keys never change while the service runs; {@link TokenVerifier} replaces the cache
 * when those of an external issuer change, and ignores it when they have become too old. So only expiry and age can
 * invalidate a token later. Both are checked here without clock skew; a token that fails is verified again. The session
 * is checked elsewhere, on each request.
 */
// Caffeine loads its entry class by name; quarkus-caffeine does not register the class of this combination.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.PSAMS")
final class VerifiedTokens {

    private static final long MAX_ENTRIES = 10_000;
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(2);

    private record Verified(JWTCallerPrincipal principal, Instant at, Instant until) {

        boolean isValidWithoutSkew(Instant now) {
            return !now.isBefore(at) && now.isBefore(until);
        }
    }

    private final Duration lifetime;
    private final Cache<ByteBuffer, Verified> known = Caffeine.newBuilder()
            // Maintenance takes less time than waking up another thread.
            .executor(Runnable::run)
            .maximumSize(MAX_ENTRIES)
            .expireAfterAccess(KEPT_UNUSED)
            .build();

    /** @param lifetime maximum age of a token */
    VerifiedTokens(Duration lifetime) {
        this.lifetime = lifetime;
    }

    private static ByteBuffer hash(String token) {
        return ByteBuffer.wrap(Digests.sha256(token));
    }

    /** Returns the verified token, or null when it must be verified. */
    @Nullable
    JWTCallerPrincipal find(String token, Instant now) {
        Verified verified = known.getIfPresent(hash(token));
        return verified != null && verified.isValidWithoutSkew(now) ? verified.principal : null;
    }

    void add(String token, JWTCallerPrincipal principal, Instant now) {
        Instant end = Instant.ofEpochSecond(principal.getExpirationTime());
        Instant old = Instant.ofEpochSecond(principal.getIssuedAtTime()).plus(lifetime);
        known.put(hash(token), new Verified(principal, now, end.isBefore(old) ? end : old));
    }
}
