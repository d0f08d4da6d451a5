package org.acme.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.Caller;

/** Authenticators, each for its owner; and for login, when it is not settled yet who is calling. */
@ApplicationScoped
class Totps implements PanacheRepositoryBase<Totp, UUID> {

    /** The account is locked before, so that of two enrolments at the same time the second sees the first. */
    Optional<Totp> own(Caller caller) {
        return findByIdOptional(caller.id(), LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<Totp> unscopedConfirmed(UUID user) {
        return find("userId = ?1 and confirmed", user).firstResultOptional();
    }

    /** Uses the code of a time step up: of any number of calls at the same time, one is told that it was the first. */
    boolean unscopedUse(UUID user, long step) {
        return update("lastStep = ?1 where userId = ?2 and lastStep < ?1", step, user) == 1;
    }

    List<Totp> unscopedAfter(UUID user, int size) {
        return find("userId > ?1 order by userId", user).page(0, size).list();
    }

    /** Only if nobody has replaced it meanwhile. */
    int unscopedReplace(Totp totp, String encrypted) {
        return update("secret = ?1 where userId = ?2 and secret = ?3", encrypted, totp.userId, totp.secret);
    }
}
