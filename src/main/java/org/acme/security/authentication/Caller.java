package org.acme.security.authentication;

import java.util.Set;
import java.util.UUID;

/**
 * Who is calling, and what they may do. Every finder and every policy asks for one, so that no query can forget whom it
 * is for.
 */
public record Caller(UUID id, Set<String> permissions) {

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public boolean is(UUID user) {
        return id.equals(user);
    }
}
