package org.acme.security.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

/**
 * Tokens that passed every check before, because reading a token costs far more than its HMAC, and other signatures
 * cost more still. Keys never change while the service runs, and of the checks only two can turn out otherwise later:
 * the end of the token's life and its age. Both are asked here, without the allowance for clocks, and whatever is not
 * plainly valid is verified anew. Whether the session still lives is asked elsewhere, each time. Tokens themselves are
 * not kept, only their hash.
 */
// Caffeine looks the class of its entries up by name; quarkus-caffeine does not register the one of this combination.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.PSAMS")
final class VerifiedTokens {

    private static final long MAX_ENTRIES = 10_000;
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(2);

    private record Verified(JWTCallerPrincipal principal, Instant at, Instant until) {

        boolean isPlainlyValid(Instant now) {
            return !now.isBefore(at) && now.isBefore(until);
        }
    }

    /** Copied for each hash, because looking for an implementation takes longer than to hash with it. */
    private final MessageDigest sha256;

    private final Duration lifetime;
    private final Cache<ByteBuffer, Verified> known = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterAccess(KEPT_UNUSED)
            .build();

    /** @param lifetime how old a token may be */
    VerifiedTokens(Duration lifetime) {
        this.lifetime = lifetime;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private ByteBuffer hash(String token) {
        try {
            MessageDigest own = (MessageDigest) sha256.clone();
            return ByteBuffer.wrap(own.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException everyJdksCanBeCopied) {
            throw new IllegalStateException(everyJdksCanBeCopied);
        }
    }

    /** What the token says, or null when it has to be verified. */
    JWTCallerPrincipal find(String token, Instant now) {
        Verified verified = known.getIfPresent(hash(token));
        return verified != null && verified.isPlainlyValid(now) ? verified.principal : null;
    }

    void add(String token, JWTCallerPrincipal principal, Instant now) {
        Instant end = Instant.ofEpochSecond(principal.getExpirationTime());
        Instant old = Instant.ofEpochSecond(principal.getIssuedAtTime()).plus(lifetime);
        known.put(hash(token), new Verified(principal, now, end.isBefore(old) ? end : old));
    }
}
