package org.acme.security.ratelimit.http;

import io.quarkus.security.identity.SecurityIdentity;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.acme.security.ratelimit.Keyed;
import org.acme.security.ratelimit.Policy;
import org.acme.shared.Digests;
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
    Object key(Policy policy, @Nullable Operation operation, @Nullable Keyed named) {
        return switch (policy.per()) {
            case ADDRESS -> address;
            case CALLER -> caller();
            case API_KEY ->
                isAuthenticated() && identity.getAttribute(API_KEY) instanceof String key ? compact(key) : caller();
            case ACCOUNT, SESSION -> isNamed(named) ? hashed(named.rateLimitKey()) : null;
            case OPERATION -> operation.name();
        };
    }

    private Object caller() {
        return isAuthenticated() ? compact(identity.getPrincipal().getName()) : address;
    }

    private boolean isAuthenticated() {
        return identity != null && !identity.isAnonymous();
    }

    private static boolean isNamed(@Nullable Keyed named) {
        return named != null && named.rateLimitKey() != null;
    }

    /** The first 128 bits of the SHA-256, so that e-mail addresses and tokens never stay in memory. */
    static UUID hashed(String name) {
        ByteBuffer hash = ByteBuffer.wrap(Digests.sha256(name));
        return new UUID(hash.getLong(), hash.getLong());
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
