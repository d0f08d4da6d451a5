package org.acme.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.acme.shared.EmailAddress;

/** Open registrations. Whoever registers has no account yet, so no finder can ask for a caller. */
@ApplicationScoped
class Registrations implements PanacheRepositoryBase<Registration, String> {

    /** A later registration takes the place of an earlier one, whose token is void from then on. */
    void unscopedReplace(Registration registration) {
        getEntityManager().merge(registration);
    }

    /** For the mail that carries the token; a token that was sent before is void. */
    boolean unscopedSetToken(EmailAddress email, String tokenHash, Instant expiresAt) {
        return update("tokenHash = ?1, expiresAt = ?2 where email = ?3", tokenHash, expiresAt, email.value()) == 1;
    }

    Optional<Registration> unscopedByToken(String tokenHash, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2", tokenHash, now).firstResultOptional();
    }

    /** Uses the token up: of any number of calls at the same time, one is told that it was the first. */
    boolean unscopedUse(String tokenHash) {
        return delete("tokenHash", tokenHash) == 1;
    }

    long unscopedPurge(Instant now) {
        return delete("expiresAt < ?1", now);
    }
}
