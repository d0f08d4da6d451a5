package org.acme.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored hash of a refresh token that was not used yet. Those from before the first release are kept after use. */
@Entity
@Table(name = "refresh_tokens")
class RefreshToken {

    @Id
    String hash;

    UUID sessionId;
    Instant expiresAt;

    @Nullable
    Instant usedAt;

    protected RefreshToken() {}

    RefreshToken(String hash, UUID session, Instant expiresAt) {
        this.hash = hash;
        this.sessionId = session;
        this.expiresAt = expiresAt;
    }
}
