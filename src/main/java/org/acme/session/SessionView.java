package org.acme.session;

import java.time.Instant;
import java.util.UUID;
import org.acme.security.authentication.Caller;

/**
 * A session, for its owner to recognise.
 *
 * @param current whether the request belongs to it
 */
public record SessionView(
        UUID id, Instant createdAt, Instant lastUsedAt, String userAgent, String address, boolean current) {

    static SessionView of(Session session, Caller caller) {
        return new SessionView(
                session.id,
                session.createdAt,
                session.lastUsedAt,
                session.userAgent,
                session.address,
                session.id.equals(caller.session()));
    }
}
