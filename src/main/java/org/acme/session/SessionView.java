package org.acme.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A session, for its owner.
 *
 * @param current whether this request belongs to the session
 */
public record SessionView(
        UUID id, Instant createdAt, Instant lastUsedAt, String userAgent, String address, boolean current) {}
