package org.acme.mail;

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

    private static final String DUE =
            "from AccountMail where %s and nextAttemptAt <= :now and expiresAt > :now order by nextAttemptAt";

    /** The message not yet attempted that has waited longest and is not locked by another worker. */
    Optional<AccountMail> unscopedNew(Instant now) {
        return next("attempts = 0", now);
    }

    /** The due retry that has waited longest and is not locked by another worker. */
    Optional<AccountMail> unscopedRetry(Instant now) {
        return next("attempts > 0", now);
    }

    private Optional<AccountMail> next(String condition, Instant now) {
        return getEntityManager()
                .createQuery(DUE.formatted(condition), AccountMail.class)
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
