package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.acme.application.SecurityEvent.RefreshTokenKeyMismatch;
import org.acme.application.SecurityEvent.RefreshTokenReused;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.dpop.ProvenKey;
import org.jspecify.annotations.Nullable;

/**
 * Implements refresh token rotation with reuse detection (RFC 9700, section 4.14.2). A second use means that the token
 * was stolen. The service cannot tell the client from the attacker, so it revokes the session.
 */
@ApplicationScoped
class Rotation {

    private final RefreshTokens tokens;
    private final Sessions sessions;
    private final Revocation revocation;
    private final SessionConfig config;
    private final Audit audit;
    private final RefreshTokenText text;
    private final Clock clock;

    Rotation(
            RefreshTokens tokens,
            Sessions sessions,
            Revocation revocation,
            SessionConfig config,
            Audit audit,
            RefreshTokenText text,
            Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.revocation = revocation;
        this.config = config;
        this.audit = audit;
        this.text = text;
        this.clock = clock;
    }

    /** A new refresh token. It leaves the service in the response and is not stored. */
    record Issued(String token, Duration lifetime, Session session) {

        @Override
        public String toString() {
            return "a refresh token";
        }
    }

    Duration maxLifetime() {
        return config.maxLifetime();
    }

    /** Stores a new session and issues its first token. */
    Issued begin(Session session) {
        sessions.persistAndFlush(session);
        revocation.limit(session.userId);
        return issue(session);
    }

    /** Issues the first or next token of a session. */
    private Issued issue(Session session) {
        Instant now = clock.instant();
        Instant idleEnd = now.plus(config.refreshExpiry());
        Instant expiry = idleEnd.isBefore(session.endsAt) ? idleEnd : session.endsAt;
        String token = text.random(session);
        tokens.persist(new RefreshToken(SecretTokens.hash(token), session.id, expiry));
        return new Issued(token, Duration.between(now, expiry), session);
    }

    /**
     * Exchanges a token for the next one; empty when the token is unknown, expired or used, or its session is bound to
     * another key. An expired token that was never used does not end the session, because a client may send it again.
     */
    @Transactional
    Optional<Issued> exchange(String token, @Nullable ProvenKey key) {
        String hash = SecretTokens.hash(token);
        Instant now = clock.instant();
        RefreshToken presented = tokens.unscopedByHash(hash).orElse(null);
        Optional<UUID> issuedFor = text.session(token);
        // Locks the session before its tokens, in the same order as a deletion of the session.
        Session session = issuedFor
                .or(() -> Optional.ofNullable(presented).map(stored -> stored.sessionId))
                .flatMap(sessions::unscopedForRefresh)
                .orElse(null);
        if (session == null || !session.isLive(now)) {
            return Optional.empty();
        }
        if (!session.accepts(key)) {
            refuseWithoutItsKey(session, token, hash);
            return Optional.empty();
        }
        if (presented != null && presented.usedAt == null && !presented.expiresAt.isAfter(now)) {
            return Optional.empty();
        }
        if (key != null) {
            key.markProofUsed();
        }
        if (presented == null || !tokens.unscopedUse(hash, now)) {
            revokeReused(session);
            return Optional.empty();
        }
        // A token from before the first release does not contain its session: its hash stays.
        issuedFor.ifPresent(known -> tokens.unscopedForget(hash));
        session.lastUsedAt = now;
        session.bind(key);
        return Optional.of(issue(session));
    }

    /**
     * A token that was issued to the session's key is useless without it, so the session stays. A used token from
     * before the binding revokes the session: an attacker may have used it to bind the session to a key of their own.
     */
    private void refuseWithoutItsKey(Session session, String token, String hash) {
        if (!RefreshTokenText.isForKey(token) && tokens.unscopedIsUsed(hash)) {
            revokeReused(session);
        } else {
            audit.recordRefusal(
                    session.id,
                    RefreshTokenKeyMismatch.class,
                    "refresh",
                    count -> new RefreshTokenKeyMismatch(session.userId, session.id, count));
        }
    }

    private void revokeReused(Session session) {
        audit.record(new RefreshTokenReused(session.userId, session.id));
        revocation.revoke(session);
    }
}
