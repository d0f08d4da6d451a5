package org.acme.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Open registrations. A client that registers has no account yet, so no finder can ask for a caller. */
@ApplicationScoped
class Registrations implements PanacheRepositoryBase<Registration, UUID> {

    /** The registration that a mail is about; empty when it was used or purged. */
    Optional<Registration> unscopedOf(AccountMail mail) {
        return mail.registrationId == null ? Optional.empty() : findByIdOptional(mail.registrationId);
    }

    /** For the mail that carries the token; a token of the same registration that was sent before is void. */
    boolean unscopedSetToken(Registration registration, String tokenHash, Instant expiresAt) {
        return update("tokenHash = ?1, expiresAt = ?2 where id = ?3", tokenHash, expiresAt, registration.id) == 1;
    }

    Optional<Registration> unscopedByToken(String tokenHash, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2", tokenHash, now).firstResultOptional();
    }

    /**
     * Uses a registration up, and with it all others of its e-mail: of any number of calls at the same time, one is
     * told that it was the first. They are locked in one order, so that the links of one e-mail never wait for each
     * other.
     */
    boolean unscopedUse(Registration registration) {
        List<Registration> open = find("email = ?1 order by id", registration.email)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        open.forEach(this::delete);
        return open.contains(registration);
    }
}
