package org.acme.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.acme.shared.EmailAddress;

/** Tokens that reset a password. Whoever has lost theirs is not logged in, so no finder can ask for a caller. */
@ApplicationScoped
class PasswordResets implements PanacheRepositoryBase<PasswordResetToken, UUID> {

    /** A later token takes the place of an earlier one, which is void from then on. */
    void unscopedReplace(PasswordResetToken token) {
        getEntityManager().merge(token);
    }

    /** Voids what was sent before; the e-mail need not be anybody's. */
    void unscopedVoid(EmailAddress email) {
        delete("userId in (select u.id from User u where u.email = ?1)", email);
    }

    Optional<PasswordResetToken> unscopedByToken(String tokenHash, Instant now) {
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
