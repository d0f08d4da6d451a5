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
            returning attempts, attempts - forgiven""";

    private static final String FORGIVE = """
            update consecutive_failures set forgiven =
              case when :belowLimit then greatest(forgiven, :attempt) else forgiven + 1 end
            where user_id = :user and :attempt <= attempts""";

    private static final String TAKE_BACK = """
            update consecutive_failures set forgiven = forgiven + 1
            where user_id = (select id from users where email = :email) and forgiven < :attempt and :attempt <= attempts""";

    private final EntityManager database;

    ConsecutiveFailures(EntityManager database) {
        this.database = database;
    }

    /**
     * A counted attempt.
     *
     * @param number starts at 1; 0 when the attempt is not admitted or the account does not exist
     * @param belowLimit whether fewer failures than {@link #LIMIT} preceded the attempt
     */
    record Counted(long number, boolean belowLimit) {

        static final Counted NOT_ADMITTED = new Counted(0, false);
    }

    @Transactional
    Counted count(EmailAddress email, boolean knownDevice) {
        List<Object[]> counted = database.createNativeQuery(COUNT, Object[].class)
                .setParameter("email", email.value())
                .setParameter("limit", knownDevice ? 2 * LIMIT : LIMIT)
                .getResultList();
        return counted.stream()
                .findFirst()
                .map(row -> new Counted(((Number) row[0]).longValue(), ((Number) row[1]).longValue() <= LIMIT))
                .orElse(Counted.NOT_ADMITTED);
    }

    /** Clears the failures of earlier attempts, or this attempt alone when the limit was reached before it. */
    @Transactional
    void succeeded(UUID user, Counted attempt) {
        database.createNativeQuery(FORGIVE)
                .setParameter("attempt", attempt.number())
                .setParameter("belowLimit", attempt.belowLimit())
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Removes an attempt that ended without a decision; does nothing when a later success has cleared it. */
    @Transactional
    void takeBack(EmailAddress email, Counted attempt) {
        database.createNativeQuery(TAKE_BACK)
                .setParameter("email", email.value())
                .setParameter("attempt", attempt.number())
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
