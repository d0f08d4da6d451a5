package org.acme.federation;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.acme.shared.Purge;

/** Stores, by hash, users and logins at the issuer: when they were seen, opened and ended. */
@ApplicationScoped
class IssuerLogins {

    /** Longer than any session of this service, {@code app.session.max-lifetime}. */
    private static final Duration KEPT = Duration.ofDays(400);

    private static final String LOCK = """
            insert into issuer_logins as l (hash, seen_at) values (:hash, :now)
            on conflict (hash) do update set seen_at = :now
            returning opened_at is not null, ended_at is not null, coalesce(ended_at >= :issuedAt, false)""";

    private static final String USED =
            "select seen_at from issuer_logins where hash = :hash and (opened_at is not null or ended_at is not null)";

    private static final String SEEN = "update issuer_logins set seen_at = :now where hash = :hash";

    private static final String OPEN = "update issuer_logins set opened_at = :now where hash = :hash";

    private static final String END = """
            insert into issuer_logins as l (hash, seen_at, ended_at) values (:hash, :now, :at)
            on conflict (hash) do update set ended_at = excluded.ended_at, seen_at = :now
            where l.ended_at is null or l.ended_at < excluded.ended_at""";

    private final EntityManager database;
    private final Purge purge;
    private final Clock clock;

    IssuerLogins(EntityManager database, Purge purge, Clock clock) {
        this.database = database;
        this.purge = purge;
        this.clock = clock;
    }

    /**
     * @param ended whether a logout token, a revocation or a deletion ended it
     * @param endedSince whether it ended when the token was issued, or later
     */
    record State(boolean opened, boolean ended, boolean endedSince) {}

    /**
     * Whether the login was opened or has ended before, so that it cannot be opened now. Keeps it, since it is seen.
     */
    @Transactional
    boolean isUsed(String hash) {
        List<?> seen =
                database.createNativeQuery(USED).setParameter("hash", hash).getResultList();
        Instant yesterday = clock.instant().minus(Duration.ofDays(1));
        if (!seen.isEmpty() && ((Instant) seen.get(0)).isBefore(yesterday)) {
            database.createNativeQuery(SEEN)
                    .setParameter("hash", hash)
                    .setParameter("now", clock.instant())
                    .executeUpdate();
        }
        return !seen.isEmpty();
    }

    /**
     * Records that it was seen, and returns its state, locked until the transaction ends: of a login and a logout, the
     * second sees the first.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    State lock(String hash, Instant issuedAt) {
        List<?> rows = database.createNativeQuery(LOCK)
                .setParameter("hash", hash)
                .setParameter("now", clock.instant())
                .setParameter("issuedAt", issuedAt)
                .getResultList();
        Object[] row = (Object[]) rows.get(0);
        return new State((Boolean) row[0], (Boolean) row[1], (Boolean) row[2]);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void open(String hash) {
        database.createNativeQuery(OPEN)
                .setParameter("hash", hash)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /**
     * @param at tokens that were issued later belong to another login of the same user
     * @return false when this logout, or a later one, was recorded before
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean end(String hash, Instant at) {
        return database.createNativeQuery(END)
                        .setParameter("hash", hash)
                        .setParameter("now", clock.instant())
                        .setParameter("at", at)
                        .executeUpdate()
                == 1;
    }

    @Scheduled(every = "1h", delayed = "2m")
    void purge() {
        purge.deleteOlderThan("issuer_logins", "seen_at", clock.instant().minus(KEPT));
    }
}
