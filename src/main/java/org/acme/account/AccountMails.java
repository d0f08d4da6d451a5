package org.acme.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Timeouts;

/** The mails that are to be sent. They are sent for nobody who is calling, so no finder can ask for a caller. */
@ApplicationScoped
class AccountMails implements PanacheRepositoryBase<AccountMail, UUID> {

    private static final int BATCH = 20;

    /** Due mails that no other instance has taken up. */
    List<AccountMail> unscopedDue(Instant now) {
        return getEntityManager()
                .createQuery("from AccountMail where nextAttemptAt <= :now order by nextAttemptAt", AccountMail.class)
                .setParameter("now", now)
                .setMaxResults(BATCH)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .getResultList();
    }

    void unscopedSent(UUID id) {
        delete("id", id);
    }
}
