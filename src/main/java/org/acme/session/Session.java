package org.acme.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.acme.security.authentication.Client;
import org.acme.security.dpop.ProvenKey;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A login of a user on one device, which issues access tokens until it ends or is revoked. Updates write only changed
 * columns, so that a concurrent use does not undo a revocation.
 */
@Entity
@DynamicUpdate
@Table(name = "sessions")
class Session {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    UUID userId;
    Instant createdAt;
    Instant lastUsedAt;
    Instant authenticatedAt;
    Instant endsAt;

    @Nullable
    Instant revokedAt;

    String userAgent;
    String address;
    String device;

    /** Thumbprint of the key that the session's tokens are bound to. Once set, it never changes. */
    @Nullable
    String keyThumbprint;

    // external-issuer-only:begin
    /** The logins at an external issuer that end together with this one; null for a login at this service. */
    @Nullable
    String issuerLogin;
    // external-issuer-only:end

    protected Session() {}

    Session(UUID user, Client client, Instant now, Duration maxLifetime) {
        userId = user;
        createdAt = now;
        lastUsedAt = now;
        authenticatedAt = now;
        endsAt = now.plus(maxLifetime);
        userAgent = client.userAgent();
        address = client.address();
        device = client.device();
    }

    boolean isLive(Instant now) {
        return revokedAt == null && endsAt.isAfter(now);
    }

    /** Whether a client with this key, or without one, may get tokens of the session. */
    boolean accepts(@Nullable ProvenKey key) {
        return keyThumbprint == null || key != null && keyThumbprint.equals(key.thumbprint());
    }

    /** Binds the session to the key; without a key, it stays unbound. */
    void bind(@Nullable ProvenKey key) {
        if (key != null) {
            keyThumbprint = key.thumbprint();
        }
    }
}
