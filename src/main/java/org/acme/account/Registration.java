package org.acme.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Somebody wants an account, and has yet to show that the e-mail is theirs. */
@Entity
@Table(name = "registrations")
class Registration {

    @Id
    String email;

    String displayName;
    String passwordHash;

    /** Null until the mail is written. */
    String tokenHash;

    Instant expiresAt;

    protected Registration() {}

    Registration(String email, String displayName, String passwordHash, Instant expiresAt) {
        this.email = email;
        this.displayName = displayName;
        this.passwordHash = passwordHash;
        this.expiresAt = expiresAt;
    }
}
