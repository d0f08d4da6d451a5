package org.acme.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;

/** Stores the outbox. Its finders take no {@code Caller}, because messages are sent by a background job. */
@ApplicationScoped
class AccountMails implements PanacheRepositoryBase<AccountMail, UUID> {

    /** The due message that has waited longest and is not locked by another worker. */
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
