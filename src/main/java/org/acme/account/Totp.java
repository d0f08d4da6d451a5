package org.acme.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** The secret that somebody's authenticator shares with us. */
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
     * The time step of the last code that was accepted; earlier ones and itself are used up (RFC 6238, section 5.2).
     */
    long lastStep;

    protected Totp() {}

    Totp(UUID user, String secret) {
        this.userId = user;
        this.secret = secret;
    }

    /** What the ciphertext is bound to, so that nobody's secret can be put in another's place. */
    static String row(UUID user) {
        return "totp/" + user;
    }
}
