package org.acme.security.authentication;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Who is calling, and what they may do. Every finder and every policy asks for one, so that no query can forget whom it
 * is for.
 *
 * @param session the session of the token; null when an API key is used
 * @param authenticatedAt when the user last proved who they are; an API key never does
 */
public record Caller(UUID id, Set<String> permissions, UUID session, Instant authenticatedAt) {

    /** Somebody without a session, such as the holder of an API key. */
    public Caller(UUID id, Set<String> permissions) {
        this(id, permissions, null, Instant.EPOCH);
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public boolean is(UUID user) {
        return id.equals(user);
    }
}
