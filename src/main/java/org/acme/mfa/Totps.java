package org.acme.mfa;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.Caller;

/** Stores authenticators. Login uses the unscoped finders, because it has no {@code Caller} yet. */
@ApplicationScoped
class Totps implements PanacheRepositoryBase<Totp, UUID> {

    private static final int MAX_FAILURES = 100;

    /** The account must be locked before, so that of two concurrent enrolments the second sees the first. */
    Optional<Totp> ownForUpdate(Caller caller) {
        return findByIdOptional(caller.id(), LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<Totp> unscopedConfirmed(UUID user) {
        return find("userId = ?1 and confirmed", user).firstResultOptional();
    }

    /** Counts an attempt as failed until it succeeds, so parallel guesses cannot exceed the limit. False beyond it. */
    boolean unscopedCountAttempt(UUID user) {
        return update("failures = failures + 1 where userId = ?1 and failures < ?2", user, MAX_FAILURES) == 1;
    }

    void unscopedClearFailures(UUID user) {
        update("failures = 0 where userId = ?1", user);
    }

    /** Consumes the code of a time step. Of concurrent calls, only one returns true. */
    boolean unscopedUse(UUID user, long step) {
        return update("lastStep = ?1, failures = 0 where userId = ?2 and lastStep < ?1", step, user) == 1;
    }
}
