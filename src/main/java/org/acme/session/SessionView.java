package org.acme.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A session, for its owner to recognise.
 *
 * @param current whether the request belongs to it
 */
public record SessionView(
        UUID id, Instant createdAt, Instant lastUsedAt, String userAgent, String address, boolean current) {}
