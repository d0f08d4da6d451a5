package org.acme.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The door through which login finds accounts; it stands before there is a caller. */
@ApplicationScoped
public class Accounts {

    private final Users users;
    private final Clock clock;

    Accounts(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    @Transactional
    public Optional<Account> byEmail(String email) {
        return users.unscopedByEmail(email)
                .map(user -> new Account(user.id, user.role, user.status == UserStatus.ACTIVE, user.passwordHash));
    }

    @Transactional
    public void loggedIn(UUID id) {
        users.unscopedById(id).ifPresent(user -> user.lastLoginAt = clock.instant());
    }
}
