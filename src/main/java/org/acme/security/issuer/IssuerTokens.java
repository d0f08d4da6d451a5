package org.acme.security.issuer;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.crypto.Rfc4648Base64Url;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/** Verifies tokens of the external issuer, if one is configured. */
@Singleton
public class IssuerTokens {

    /** The member of {@code events} in logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    /** Logout tokens with unknown keys that wait at the same time, because each holds a worker thread. */
    private static final int MAX_WAITING = 4;

    private static final int RETRY_SECONDS = 10;
    private static final int LESS_THAN_A_SECOND = 999_999_999;

    private final IssuerConfig config;
    private final IssuerKeys keys;
    private final IssuerRules rules;
    private final IssuerClaims claims;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    IssuerTokens(IssuerConfig config, IssuerKeys keys) {
        this.config = config;
        this.keys = keys;
        this.rules = new IssuerRules(config);
        this.claims = new IssuerClaims(config);
    }

    /**
     * A verified access token.
     *
     * @param claims those that are needed later
     */
    public record Verified(JwtClaims claims, IssuerLogin login) {}

    public boolean isExternal() {
        return config.mode().isExternal();
    }

    /** False when an external issuer has no keys that are still trusted. */
    public boolean canVerify() {
        return !isExternal() || keys.current() != null;
    }

    /** Longest accepted time between {@code iat} and {@code exp}. */
    public Duration maxLifetime() {
        return config.maxTokenLifetime();
    }

    /** The accepted values of {@code acr} for sensitive operations; empty when only the age counts. */
    public List<String> recentLoginAcr() {
        return config.recentLoginAcr().orElse(List.of());
    }

    /**
     * Completes when the token can be verified or refused: its key may have to be read first. Does not block.
     *
     * @return false when no keys are known, so that the token can be neither verified nor refused
     */
    public CompletableFuture<Boolean> ready(String token) {
        return keys.ready(keyId(token)).thenApply(done -> keys.current() != null);
    }

    /**
     * Verifies an access token in strict compact serialization (RFC 9068, section 4).
     *
     * @throws InvalidJwtException when it is refused; the message quotes the token
     */
    public Verified accessToken(String token, Instant now) throws InvalidJwtException {
        JwtClaims verified =
                rules.accessTokens(keys.current(), now).process(token).getJwtClaims();
        return new Verified(IssuerClaims.kept(verified), claims.login(verified, token));
    }

    /**
     * Verifies a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6). Blocks while a new key is read, so
     * never call it on an event loop.
     *
     * @return empty when the token is refused
     * @throws Problem 503 when it can be neither verified nor refused now
     */
    public Optional<LogoutToken> logoutToken(String token, Instant now) {
        awaitKey(token);
        try {
            JwtClaims verified =
                    rules.logoutTokens(keys.current(), now).process(token).getJwtClaims();
            return verified.getClaimValue("events") instanceof Map<?, ?> events
                            && events.get(LOGOUT) instanceof Map<?, ?>
                            && !verified.hasClaim("nonce")
                    ? claims.logout(verified)
                    : Optional.empty();
        } catch (InvalidJwtException refused) {
            return Optional.empty();
        }
    }

    private void awaitKey(String token) {
        CompletableFuture<Duration> ready = keys.ready(keyId(token));
        boolean waits = !ready.isDone();
        if (waits && !waiting.tryAcquire()) {
            throw unavailable();
        }
        try {
            long pause = ready.join().plusNanos(LESS_THAN_A_SECOND).toSeconds();
            if (keys.current() == null || pause > 0) {
                throw Problem.retryAfter(ProblemCode.UNAVAILABLE, pause > 0 ? pause : RETRY_SECONDS);
            }
        } finally {
            if (waits) {
                waiting.release();
            }
        }
    }

    /** The problem when the issuer's keys are not known. */
    public static Problem unavailable() {
        return Problem.retryAfter(ProblemCode.UNAVAILABLE, RETRY_SECONDS);
    }

    /** The {@code kid} of a token that is not verified yet; null when it has none or is malformed. */
    private static @Nullable String keyId(String token) {
        return Rfc4648Base64Url.decode(token.split("\\.", 2)[0])
                .map(IssuerTokens::keyId)
                .orElse(null);
    }

    private static @Nullable String keyId(byte[] header) {
        try {
            return IssuerJson.object(header).path("kid").textValue();
        } catch (InvalidIssuerResponse malformed) {
            return null;
        }
    }
}
