package org.acme.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.acme.application.SecurityEvent.AccountCreated;
import org.acme.security.audit.Audit;
import org.acme.security.password.Passwords;
import org.acme.shared.EmailAddress;

/** Adds users at startup, without a {@code Caller}. Several instances may start concurrently. */
@ApplicationScoped
class StartupUsers {

    private final Users users;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;

    StartupUsers(Users users, Passwords passwords, Audit audit, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    void addUnlessPresent(CreateUser request) {
        if (!hasAccount(request.email())) {
            add(request, passwords.hash(request.password()), () -> true);
        }
    }

    /** Adds an administrator unless there is an active one or an account with the address; returns whether it did. */
    boolean addFirstAdmin(CreateUser request) {
        return add(request, passwords.hash(request.password()), () -> !hasActiveAdmin());
    }

    @Transactional
    boolean hasAccount(EmailAddress email) {
        return users.unscopedByEmail(email).isPresent();
    }

    @Transactional
    boolean hasActiveAdmin() {
        return users.unscopedHasActiveAdmin();
    }

    /** The table lock is short, because the password is hashed before: other instances wait for it. */
    @Transactional
    boolean add(CreateUser request, String passwordHash, BooleanSupplier condition) {
        users.getEntityManager()
                .createNativeQuery("lock table users in share row exclusive mode")
                .executeUpdate();
        boolean added = condition.getAsBoolean()
                && users.unscopedByEmail(request.email()).isEmpty();
        if (added) {
            User user = new User(request.email(), request.displayName(), request.role(), passwordHash, clock.instant());
            users.persist(user);
            audit.record(new AccountCreated(null, user.id, user.role.key()));
        }
        return added;
    }
}
