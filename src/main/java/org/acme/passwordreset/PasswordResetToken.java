package org.acme.passwordreset;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The current password reset token of an account; at most one per account. */
@Entity
@Table(name = "password_resets")
class PasswordResetToken {

    @Id
    UUID userId;

    String tokenHash;
    Instant expiresAt;

    protected PasswordResetToken() {}
}
