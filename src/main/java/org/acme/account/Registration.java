package org.acme.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.acme.shared.EmailAddress;

/** Somebody wants an account, and has yet to show that the e-mail is theirs. */
@Entity
@Table(name = "registrations")
class Registration {

    /** A converter does not apply to an id, so this is the text of {@link #email()}. */
    @Id
    private String email;

    String displayName;
    String passwordHash;

    /** Null until the mail is written. */
    String tokenHash;

    Instant expiresAt;

    protected Registration() {}

    Registration(EmailAddress email, String displayName, String passwordHash, Instant expiresAt) {
        this.email = email.value();
        this.displayName = displayName;
        this.passwordHash = passwordHash;
        this.expiresAt = expiresAt;
    }

    EmailAddress email() {
        return new EmailAddress(email);
    }
}
