package org.acme.mfa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** The secret that the service shares with a user's authenticator. */
@Entity
@DynamicUpdate
@Table(name = "totp")
class Totp {

    @Id
    UUID userId;

    /** Encrypted. */
    String secret;

    boolean confirmed;

    /**
     * The time step of the last accepted code. Codes of this and earlier steps are rejected (RFC 6238, section 5.2).
     */
    long lastStep;

    /** Failed attempts since the last success. */
    int failures;

    protected Totp() {}

    Totp(UUID user, String secret) {
        this.userId = user;
        this.secret = secret;
    }

    /**
     * The associated data of the ciphertext. It binds the secret to its row, so the secret of another user cannot be
     * substituted.
     */
    static String row(UUID user) {
        return "totp/" + user;
    }
}
