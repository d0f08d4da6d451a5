package org.acme.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API key without its secret, for its owner. */
public record ApiKeyView(
        UUID id,
        String name,
        String prefix,
        Set<String> permissions,
        Instant createdAt,
        Instant expiresAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant lastUsedAt) {

    /** @param permissions separated by spaces, as stored */
    ApiKeyView(
            UUID id,
            String name,
            String prefix,
            String permissions,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {
        this(id, name, prefix, ApiKey.permissions(permissions), createdAt, expiresAt, lastUsedAt);
    }

    static ApiKeyView of(ApiKey key) {
        return new ApiKeyView(
                key.id, key.name, key.prefix, key.permissions(), key.createdAt, key.expiresAt, key.lastUsedAt);
    }
}
