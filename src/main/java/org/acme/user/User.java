package org.acme.user;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.acme.security.authorization.Role;
import org.acme.shared.EmailAddress;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.UuidGenerator;

/**
 * Somebody who can log in. Other features see the id and the name, nothing else. Only what changed is written, so that
 * a login which crosses a change of role or status does not undo it.
 */
@Entity
@DynamicUpdate
@Table(name = "users")
public class User {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    EmailAddress email;
    String displayName;

    @Enumerated(EnumType.STRING)
    Role role;

    @Enumerated(EnumType.STRING)
    UserStatus status;

    boolean mfaEnabled;
    String passwordHash;
    Instant passwordChangedAt;
    Instant createdAt;
    Instant lastLoginAt;

    protected User() {}

    User(EmailAddress email, String displayName, Role role, String passwordHash, Instant createdAt) {
        this.email = email;
        this.displayName = displayName;
        this.role = role;
        this.status = UserStatus.ACTIVE;
        this.passwordHash = passwordHash;
        this.passwordChangedAt = createdAt;
        this.createdAt = createdAt;
    }

    public UUID id() {
        return id;
    }

    public String displayName() {
        return displayName;
    }

    /** What an administrator changes; what is null stays as it is. */
    void revise(ReviseUser revision) {
        displayName = revision.displayName() == null ? displayName : revision.displayName();
        role = revision.role() == null ? role : revision.role();
        status = revision.status() == null ? status : revision.status();
    }
}
