package org.acme.security.authentication;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller and their permissions. Every policy takes one, and every finder of a repository unless its
 * name starts with {@code unscoped}, so that no query can omit authorization by mistake.
 *
 * @param displayName the name that other users see
 * @param session the session of the token; null for an API key
 * @param authenticatedAt when the user last authenticated; the epoch for an API key
 * @param apiKey the id of the API key; null for a session
 */
public record Caller(
        UUID id,
        String displayName,
        Set<String> permissions,
        @Nullable UUID session,
        Instant authenticatedAt,
        @Nullable UUID apiKey) {

    /** Access to one's own account, sessions and keys. Every role has it; an API key never does. */
    public static final String ACCOUNT = "account:own";

    /** The attribute of the Quarkus identity that contains its caller. */
    public static final String ATTRIBUTE = "palisade.caller";

    /** The only part of a request that may contain an API key: URLs end up in logs. */
    public static final String API_KEY_HEADER = "X-API-Key";

    /** A caller with neither session nor API key, such as a webhook. */
    public Caller(UUID id, String displayName, Set<String> permissions) {
        this(id, displayName, permissions, null);
    }

    /** A caller with an API key. */
    public Caller(UUID id, String displayName, Set<String> permissions, @Nullable UUID apiKey) {
        this(id, displayName, permissions, null, Instant.EPOCH, apiKey);
    }

    /** The caller of a request that has been authenticated; null for any other. It does not authenticate. */
    public static @Nullable Caller of(RoutingContext ctx) {
        return ctx.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().getAttribute(ATTRIBUTE)
                : null;
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public boolean is(UUID user) {
        return id.equals(user);
    }
}
