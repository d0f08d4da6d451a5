package org.acme.apikey;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** An API key with which a program acts for its owner. Only the hash of the key is stored. */
@Entity
@Table(name = "api_keys")
class ApiKey {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    UUID userId;
    String name;
    String prefix;
    String hash;

    /** Separated by spaces. */
    String permissions;

    Instant createdAt;
    Instant expiresAt;

    @Nullable
    Instant lastUsedAt;

    protected ApiKey() {}

    ApiKey(UUID owner, CreateApiKey request, ApiKeyText key, Instant now) {
        userId = owner;
        name = request.name();
        prefix = key.prefix();
        hash = key.hash();
        permissions = String.join(" ", new TreeSet<>(request.permissions()));
        createdAt = now;
        expiresAt = request.expiresAt();
    }

    Set<String> permissions() {
        return permissions(permissions);
    }

    static Set<String> permissions(String stored) {
        return Set.copyOf(List.of(stored.split(" ")));
    }
}
