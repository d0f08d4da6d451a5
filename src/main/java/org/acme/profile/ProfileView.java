package org.acme.profile;

import java.time.Instant;
import java.util.UUID;
import org.acme.application.Role;
import org.acme.user.Account;

/** The account as its owner sees it. */
public record ProfileView(UUID id, String email, String displayName, Role role, boolean mfaEnabled, Instant createdAt) {

    static ProfileView of(Account account) {
        return new ProfileView(
                account.id(),
                account.email().value(),
                account.displayName(),
                account.role(),
                account.mfaEnabled(),
                account.createdAt());
    }
}
