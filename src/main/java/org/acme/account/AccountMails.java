package org.acme.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;

/** The mails that are to be sent. They are sent for nobody who is calling, so no finder can ask for a caller. */
@ApplicationScoped
class AccountMails implements PanacheRepositoryBase<AccountMail, UUID> {

    /** The due mail that has waited longest, of those that no other worker is about to take. */
    Optional<AccountMail> unscopedNext(Instant now) {
        return getEntityManager()
                .createQuery("from AccountMail where nextAttemptAt <= :now order by nextAttemptAt", AccountMail.class)
                .setParameter("now", now)
                .setMaxResults(1)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .getResultStream()
                .findFirst();
    }

    void unscopedSent(UUID id) {
        delete("id", id);
    }
}
