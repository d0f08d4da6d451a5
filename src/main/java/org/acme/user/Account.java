package org.acme.user;

import java.time.Instant;
import java.util.UUID;
import org.acme.application.Role;
import org.acme.shared.EmailAddress;

/**
 * An account for login and the features of its owner. It contains the password hash, so it is never returned to a
 * client.
 */
public record Account(
        UUID id,
        EmailAddress email,
        String displayName,
        Role role,
        boolean active,
        boolean mfaEnabled,
        String passwordHash,
        Instant passwordChangedAt,
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
                user.passwordChangedAt,
                user.createdAt);
    }

    /** Omits the hash, so that it does not reach a log. */
    @Override
    public String toString() {
        return "account " + id;
    }
}
