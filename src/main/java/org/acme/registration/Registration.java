package org.acme.registration;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.acme.shared.EmailAddress;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A registration that waits for the confirmation of its e-mail address. One address may have several, independent of
 * each other.
 */
@Entity
@Table(name = "registrations")
class Registration {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    EmailAddress email;
    String displayName;
    String passwordHash;

    /** Null until the e-mail message is written. */
    @Nullable
    String tokenHash;

    Instant expiresAt;

    protected Registration() {}

    Registration(EmailAddress email, String displayName, String passwordHash, Instant expiresAt) {
        this.email = email;
        this.displayName = displayName;
        this.passwordHash = passwordHash;
        this.expiresAt = expiresAt;
    }
}
