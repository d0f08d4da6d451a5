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

    /** The account must be locked before, so that of two concurrent enrolments the second sees the first. */
    Optional<Totp> own(Caller caller) {
        return findByIdOptional(caller.id(), LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<Totp> unscopedConfirmed(UUID user) {
        return find("userId = ?1 and confirmed", user).firstResultOptional();
    }

    /** Consumes the code of a time step. Of concurrent calls, only one returns true. */
    boolean unscopedUse(UUID user, long step) {
        return update("lastStep = ?1 where userId = ?2 and lastStep < ?1", step, user) == 1;
    }
}
