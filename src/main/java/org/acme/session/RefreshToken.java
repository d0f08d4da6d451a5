package org.acme.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A refresh token as it is kept: by its hash, and after its use as well, so that a second use is noticed. */
@Entity
@Table(name = "refresh_tokens")
class RefreshToken {

    @Id
    String hash;

    UUID sessionId;
    Instant expiresAt;
    Instant usedAt;

    protected RefreshToken() {}

    RefreshToken(String hash, UUID session, Instant expiresAt) {
        this.hash = hash;
        this.sessionId = session;
        this.expiresAt = expiresAt;
    }
}
