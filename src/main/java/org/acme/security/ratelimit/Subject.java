package org.acme.security.ratelimit;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.UUID;

/**
 * Whom a request counts for.
 *
 * @param address its network address
 * @param identity null when it has no valid credentials
 */
record Subject(Object address, SecurityIdentity identity) {

    /** The attribute of an identity that holds the id of the API key it called with. */
    static final String API_KEY = "api-key";

    /** The key in a policy's windows; null when the policy has nothing to count. */
    Object key(Policy policy, Operation operation, Keyed named) {
        return switch (policy.per()) {
            case ADDRESS -> address;
            case CALLER, USER -> isSomebody() ? compact(identity.getPrincipal().getName()) : address;
            case API_KEY -> isSomebody() ? identity.getAttribute(API_KEY) : null;
            case ACCOUNT, SESSION -> isNamed(named) ? NamedKey.of(named.rateLimitKey()) : null;
            case OPERATION -> operation.name();
        };
    }

    private boolean isSomebody() {
        return identity != null && !identity.isAnonymous();
    }

    private static boolean isNamed(Keyed named) {
        return named != null && named.rateLimitKey() != null;
    }

    /** An id as text takes more than twice the room. */
    private static Object compact(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException another) {
            return id;
        }
    }
}
