package org.acme.security.ratelimit.http;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.UUID;
import org.acme.security.ratelimit.Keyed;
import org.acme.security.ratelimit.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The client that a request counts for.
 *
 * @param address the network address
 * @param identity null without valid credentials
 */
record CountedClient(Object address, @Nullable SecurityIdentity identity) {

    /** The identity attribute with the id of the API key. */
    static final String API_KEY = "api-key";

    /** The key for a policy; null when the policy does not count this request. */
    @Nullable
    Object key(Policy policy, Operation operation, Keyed named) {
        return switch (policy.per()) {
            case ADDRESS -> address;
            case CALLER -> isAuthenticated() ? compact(identity.getPrincipal().getName()) : address;
            case API_KEY -> isAuthenticated() ? identity.getAttribute(API_KEY) : null;
            case ACCOUNT, SESSION -> isNamed(named) ? NamedKey.of(named.rateLimitKey()) : null;
            case OPERATION -> operation.name();
        };
    }

    private boolean isAuthenticated() {
        return identity != null && !identity.isAnonymous();
    }

    private static boolean isNamed(@Nullable Keyed named) {
        return named != null && named.rateLimitKey() != null;
    }

    /** As text, an id takes more than twice the memory. */
    private static Object compact(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException another) {
            return id;
        }
    }
}
