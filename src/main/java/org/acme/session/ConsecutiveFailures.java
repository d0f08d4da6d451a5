package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.acme.shared.EmailAddress;

/**
 * Stops guessing at an account after 100 failures in a row (NIST SP 800-63B-4, section 3.2.2). After that only devices
 * from which the owner has logged in are admitted, for another 100 failures, so that an attacker elsewhere does not
 * lock the owner out; a new password admits all devices again. An attempt counts as failed from its beginning until it
 * succeeds, so that parallel guesses cannot slip through together. A success forgives the attempts that began before
 * it, unless 100 had failed already.
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
            where user_id = :user""";

    private final EntityManager database;

    ConsecutiveFailures(EntityManager database) {
        this.database = database;
    }

    /**
     * Counts an attempt.
     *
     * @return its number, from 1; 0 when it is not admitted, or there is no such account
     */
    @Transactional
    long count(EmailAddress email, boolean knownDevice) {
        List<?> number = database.createNativeQuery(COUNT)
                .setParameter("email", email.value())
                .setParameter("limit", knownDevice ? 2 * LIMIT : LIMIT)
                .getResultList();
        return number.isEmpty() ? 0 : ((Number) number.get(0)).longValue();
    }

    /** @param attempt the number of the attempt that succeeded */
    @Transactional
    void succeeded(UUID user, long attempt) {
        database.createNativeQuery(FORGIVE)
                .setParameter("attempt", attempt)
                .setParameter("limit", (long) LIMIT)
                .setParameter("user", user)
                .executeUpdate();
    }

    /** What was guessed at is void. */
    @Transactional
    void passwordSet(UUID user) {
        database.createNativeQuery("delete from consecutive_failures where user_id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }
}
