package org.acme.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.shared.Purge;

/** Stores open registrations. The client has no account yet, so no finder takes a {@code Caller}. */
@ApplicationScoped
class Registrations implements PanacheRepositoryBase<Registration, UUID> {

    private final Purge purge;
    private final Clock clock;

    Registrations(Purge purge, Clock clock) {
        this.purge = purge;
        this.clock = clock;
    }

    /** The registration that a message confirms; empty when it was used or purged. */
    Optional<Registration> unscopedById(UUID id) {
        return findByIdOptional(id);
    }

    /** Sets the token of a registration. That of a retry is the same and becomes valid for longer. */
    boolean unscopedSetToken(Registration registration, String tokenHash, Instant expiresAt) {
        return update("tokenHash = ?1, expiresAt = ?2 where id = ?3", tokenHash, expiresAt, registration.id) == 1;
    }

    Optional<Registration> unscopedByToken(String tokenHash, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2", tokenHash, now).firstResultOptional();
    }

    /**
     * Consumes the registration and deletes all others of the same e-mail address. Of concurrent calls, only one
     * returns true. Rows are locked in the order of their ids, so concurrent confirmations do not deadlock.
     */
    boolean unscopedUse(Registration registration) {
        List<Registration> open = find("email = ?1 order by id", registration.email)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        open.forEach(this::delete);
        return open.contains(registration);
    }

    /** Deletes expired registrations. Safe to run on every instance. */
    @Scheduled(every = "1h", delayed = "1m")
    void unscopedPurge() {
        purge.deleteOlderThan("registrations", "expires_at", clock.instant());
    }
}
