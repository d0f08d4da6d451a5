package org.acme.user;

import java.time.Instant;
import java.util.UUID;
import org.acme.security.authorization.Role;
import org.acme.shared.EmailAddress;

/** An account as login and its own holder's features need it. It holds the password's hash: never a view. */
public record Account(
        UUID id,
        EmailAddress email,
        String displayName,
        Role role,
        boolean active,
        boolean mfaEnabled,
        String passwordHash,
        Instant createdAt) {

    static Account of(User user) {
        return new Account(
                user.id,
                user.email,
                user.displayName,
                user.role,
                user.status == UserStatus.ACTIVE,
                user.mfaEnabled,
                user.passwordHash,
                user.createdAt);
    }

    /** Without the hash, so that no log can have it by way of this record. */
    @Override
    public String toString() {
        return "account " + id;
    }
}
