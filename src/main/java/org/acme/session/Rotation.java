package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.audit.Audit;
import org.acme.security.audit.AuditEvent.RefreshTokenReused;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.crypto.Pseudonyms;
import org.acme.security.crypto.SecretTokens;

/**
 * Refresh tokens that work once (RFC 9700, section 4.14.2). A second use means that somebody else has the token as
 * well; who of the two is the thief cannot be told, so the session ends for both.
 */
@ApplicationScoped
class Rotation {

    private final RefreshTokens tokens;
    private final Sessions sessions;
    private final Revocation revocation;
    private final SessionConfig config;
    private final Audit audit;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    Rotation(
            RefreshTokens tokens,
            Sessions sessions,
            Revocation revocation,
            SessionConfig config,
            Audit audit,
            Pseudonyms pseudonyms,
            Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.revocation = revocation;
        this.config = config;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** A token that exists outside of the client only from here to the answer. */
    record Issued(String token, Duration lifetime, UUID session, UUID user, Instant authenticatedAt) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "token of session " + session;
        }
    }

    Duration maxLifetime() {
        return config.maxLifetime();
    }

    /** The first or next token of a session. */
    Issued issue(Session session) {
        Instant now = clock.instant();
        Instant idleEnd = now.plus(config.refreshExpiry());
        Instant expiry = idleEnd.isBefore(session.endsAt) ? idleEnd : session.endsAt;
        // The name in front lets the rate limit count by session without a query. Only a holder of the session's tokens
        // knows it: an id that stands in lists and access tokens would let others use up the session's window.
        String token = pseudonyms.of("refresh", session.id.toString()) + "." + SecretTokens.random();
        tokens.persist(new RefreshToken(SecretTokens.hash(token), session.id, expiry));
        return new Issued(token, Duration.between(now, expiry), session.id, session.userId, session.authenticatedAt);
    }

    /** The next token in exchange for this one; empty when it is unknown, expired, or used already. */
    @Transactional
    Optional<Issued> exchange(String token) {
        String hash = SecretTokens.hash(token);
        Instant now = clock.instant();
        RefreshToken presented = tokens.unscopedByHash(hash).orElse(null);
        if (presented == null) {
            return Optional.empty();
        }
        // The session first: whatever deletes a session locks it before its tokens.
        Session session = sessions.unscopedForRefresh(presented.sessionId).orElse(null);
        if (session == null || !session.isLive(now)) {
            return Optional.empty();
        }
        if (!tokens.unscopedUse(hash, now)) {
            audit.record(new RefreshTokenReused(session.userId, session.id));
            revocation.revoke(session);
            return Optional.empty();
        }
        session.lastUsedAt = now;
        return presented.expiresAt.isAfter(now) ? Optional.of(issue(session)) : Optional.empty();
    }
}
