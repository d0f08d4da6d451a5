package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.acme.security.authentication.Client;
import org.acme.security.crypto.SecretTokens;

/**
 * Makes guessing a password slow: five attempts are free, then each failure doubles the wait, from one minute to
 * fifteen. An attempt is counted as failed before it is evaluated and struck out when it succeeds, so that parallel
 * guesses cannot slip through together. A device from which the owner has logged in is counted on its own.
 */
@ApplicationScoped
class LoginThrottle {

    private static final int FREE_ATTEMPTS = 5;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    /** Everybody who is not known shares one count per account. */
    private static final String UNKNOWN_DEVICE = "";

    private static final String COUNT = """
            insert into login_failures as f (account, device, failures, updated_at) values (:account, :device, 1, :now)
            on conflict (account, device) do update set
              failures = f.failures + 1,
              updated_at = :now,
              blocked_until = case when f.failures + 1 >= :free then
                cast(:now as timestamptz) + interval '1 minute' * least(15, power(2, least(f.failures + 1 - :free, 10)))
              end
            where f.blocked_until is null or f.blocked_until <= :now
            returning failures""";

    private final EntityManager database;
    private final Sessions sessions;
    private final Clock clock;

    LoginThrottle(EntityManager database, Sessions sessions, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** One attempt at an account. */
    record Attempt(String account, String device, boolean admitted) {}

    /** Counts an attempt; while the account waits, it is neither admitted nor counted. */
    @Transactional
    Attempt begin(String email, Client client) {
        String account = SecretTokens.hash(email.strip().toLowerCase(Locale.ROOT));
        String device = sessions.unscopedKnows(email, client.device()) ? client.device() : UNKNOWN_DEVICE;
        boolean admitted = !database.createNativeQuery(COUNT)
                .setParameter("account", account)
                .setParameter("device", device)
                .setParameter("now", clock.instant())
                .setParameter("free", FREE_ATTEMPTS)
                .getResultList()
                .isEmpty();
        return new Attempt(account, device, admitted);
    }

    @Transactional
    void succeeded(Attempt attempt) {
        database.createNativeQuery("delete from login_failures where account = :account and device = :device")
                .setParameter("account", attempt.account())
                .setParameter("device", attempt.device())
                .executeUpdate();
    }

    @Transactional
    int purge() {
        return database.createNativeQuery("delete from login_failures where updated_at < :before")
                .setParameter("before", clock.instant().minus(FORGOTTEN_AFTER))
                .executeUpdate();
    }
}
