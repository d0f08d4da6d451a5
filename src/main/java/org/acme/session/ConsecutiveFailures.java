package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.acme.shared.EmailAddress;

/**
 * Stops password guessing after 100 consecutive failures per account (NIST SP 800-63B-4, section 3.2.2). From then on,
 * only known devices are admitted, for another 100 failures, so that a remote attacker does not lock out the owner. A
 * new password admits all devices again. An attempt counts as failed from its start until it succeeds, so parallel
 * guesses cannot exceed the limit. A success clears the failures of earlier attempts, unless the limit was already
 * reached.
 */
@ApplicationScoped
class ConsecutiveFailures {

    static final int LIMIT = 100;

    private static final String COUNT = """
            insert into consecutive_failures as f (user_id, attempts, forgiven)
            select u.id, 1, 0 from users u where u.email = :email for key share
            on conflict (user_id) do update set attempts = f.attempts + 1 where f.attempts - f.forgiven < :limit
            returning attempts""";

    private static final String FORGIVE = """
            update consecutive_failures set forgiven =
              case when :attempt - forgiven <= :limit then greatest(forgiven, :attempt) else forgiven + 1 end
            where user_id = :user and :attempt <= attempts""";

    private static final String TAKE_BACK = """
            update consecutive_failures set forgiven = forgiven + 1
            where user_id = (select id from users where email = :email) and forgiven < :attempt and :attempt <= attempts""";

    private final EntityManager database;

    ConsecutiveFailures(EntityManager database) {
        this.database = database;
    }

    /**
     * Counts an attempt.
     *
     * @return its number, starting at 1; 0 when the attempt is not admitted or the account does not exist
     */
    @Transactional
    long count(EmailAddress email, boolean knownDevice) {
        List<?> number = database.createNativeQuery(COUNT)
                .setParameter("email", email.value())
                .setParameter("limit", knownDevice ? 2 * LIMIT : LIMIT)
                .getResultList();
        return number.isEmpty() ? 0 : ((Number) number.get(0)).longValue();
    }

    /** @param attempt the number of the successful attempt */
    @Transactional
    void succeeded(UUID user, long attempt) {
        database.createNativeQuery(FORGIVE)
                .setParameter("attempt", attempt)
                .setParameter("limit", (long) LIMIT)
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Removes an attempt that ended without a decision; does nothing when a later success has cleared it. */
    @Transactional
    void takeBack(EmailAddress email, long attempt) {
        database.createNativeQuery(TAKE_BACK)
                .setParameter("email", email.value())
                .setParameter("attempt", attempt)
                .executeUpdate();
    }

    /** Resets the count, because the guessed password is no longer valid. */
    @Transactional
    void clearFailures(UUID user) {
        database.createNativeQuery("delete from consecutive_failures where user_id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }
}
