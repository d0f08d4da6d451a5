package org.acme.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.acme.security.crypto.Passwords;

/** Adds users at the start of the service, when there is no caller yet; several instances may start at once. */
@ApplicationScoped
class Directory {

    private final Users users;
    private final Passwords passwords;
    private final Clock clock;

    Directory(Users users, Passwords passwords, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Transactional
    void addUnlessPresent(CreateUser request) {
        users.getEntityManager()
                .createNativeQuery("lock table users in share row exclusive mode")
                .executeUpdate();
        if (users.unscopedByEmail(request.email()).isEmpty()) {
            users.persist(new User(
                    request.email(),
                    request.displayName(),
                    request.role(),
                    passwords.hash(request.password()),
                    clock.instant()));
        }
    }
}
