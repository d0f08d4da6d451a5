package org.acme.security.botdefense;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import org.acme.shared.Purge;

/** Stores used solutions until no instance accepts them any more. */
@ApplicationScoped
class UsedChallenges {

    /** The clock of another instance may be this far behind. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final EntityManager database;
    private final Purge purge;
    private final Clock clock;

    UsedChallenges(EntityManager database, Purge purge, Clock clock) {
        this.database = database;
        this.purge = purge;
        this.clock = clock;
    }

    /** Returns true for the first call with a solution only. The solution stays used even when the request fails. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean use(ProofOfWork.Solved solved) {
        return database.createNativeQuery(
                                "insert into spent_challenges (challenge, expires_at) values (:challenge, :expires)"
                                        + " on conflict do nothing")
                        .setParameter("challenge", solved.challenge())
                        .setParameter("expires", solved.expires())
                        .executeUpdate()
                == 1;
    }

    @Scheduled(every = "10m", delayed = "1m")
    void purge() {
        purge.deleteOlderThan("spent_challenges", "expires_at", clock.instant().minus(SKEW));
    }
}
