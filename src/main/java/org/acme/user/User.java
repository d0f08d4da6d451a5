package org.acme.user;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.acme.application.Grants;
import org.acme.application.Permissions; // external-issuer-only
import org.acme.application.Role;
import org.acme.problem.Problem;
import org.acme.shared.EmailAddress;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A user account. Other features see only the id and the name. Updates write only changed columns, so that a concurrent
 * login does not undo a change of role or status.
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

    boolean deleting;
    boolean mfaEnabled;
    boolean roleWithdrawn; // external-issuer-only
    String passwordHash;
    Instant passwordChangedAt;
    Instant createdAt;

    @Nullable
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

    /** The key of the role; {@code none} when the issuer has withdrawn it. */
    String effectiveRole() {
        // external-issuer-only:begin
        if (roleWithdrawn) {
            return "none";
        }
        // external-issuer-only:end
        return role.key();
    }

    boolean isActiveAdmin() {
        return role == Role.ADMIN
                && !roleWithdrawn // external-issuer-only
                && status == UserStatus.ACTIVE;
    }

    Set<String> permissions(Grants grants) {
        // external-issuer-only:begin
        if (roleWithdrawn) {
            return Set.of(Permissions.ACCOUNT);
        }
        // external-issuer-only:end
        return grants.of(role, mfaEnabled);
    }

    /**
     * Applies the changes of an administrator; null fields stay unchanged.
     *
     * @throws Problem 409 for a role that requires a second factor, when the user has none: an attacker with only the
     *     password could enrol one, and get the role
     */
    void revise(ReviseUser revision, Grants grants) {
        if (revision.role() != null
                && revision.role() != role
                && grants.needsSecondFactor(revision.role(), mfaEnabled)) {
            throw Problem.conflict("The role requires a second factor. The user must enrol one first.");
        }
        roleWithdrawn = roleWithdrawn && revision.role() == null; // external-issuer-only
        displayName = revision.displayName() == null ? displayName : revision.displayName();
        role = revision.role() == null ? role : revision.role();
        status = revision.status() == null ? status : revision.status();
    }
}
