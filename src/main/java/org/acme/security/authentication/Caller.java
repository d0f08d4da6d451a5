package org.acme.security.authentication;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * The authenticated caller and their permissions. Every finder and every policy takes one, so that no query can omit
 * authorization.
 *
 * @param session the session of the token; null for an API key
 * @param authenticatedAt when the user last authenticated; the epoch for an API key
 */
public record Caller(UUID id, Set<String> permissions, UUID session, Instant authenticatedAt) {

    /** Access to one's own account, sessions and keys. Every role has it; an API key never does. */
    public static final String ACCOUNT = "account:own";

    /** A caller without a session, such as one with an API key. */
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
