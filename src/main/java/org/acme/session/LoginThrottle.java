package org.acme.session;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acme.security.authentication.Client;
import org.acme.security.crypto.Pseudonyms;
import org.acme.session.ConsecutiveFailures.Counted;
import org.acme.shared.EmailAddress;
import org.acme.shared.Purge;

/**
 * Slows down password guessing: from the fifth failure on, the waiting time doubles with each failure, from one to
 * fifteen minutes. An attempt is counted as failed before it is verified and removed when it succeeds, so parallel
 * guesses cannot exceed the limit. Each known device has its own count, the unknown ones of an account share one.
 */
@ApplicationScoped
class LoginThrottle {

    private static final int FREE_ATTEMPTS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
    private static final String UNKNOWN_DEVICE = "";

    private static final String COUNT = """
            insert into login_failures as f (account, device, failures, updated_at) values (:account, :device, 1, :now)
            on conflict (account, device) do update set
              failures = f.failures + 1, updated_at = :now, blocked_until = case when f.failures + 1 >= :free then
                cast(:now as timestamptz) + interval '1 minute' * least(15, power(2, least(f.failures + 1 - :free, 10)))
            end where f.blocked_until is null or f.blocked_until <= :now returning failures""";

    /** The clock was set back meanwhile, or that of another instance is ahead. */
    private static final String SHORTEN = """
            update login_failures set blocked_until = :latest
            where account = :account and device = :device and blocked_until > :latest""";

    private static final String TAKE_BACK = """
            update login_failures set failures = failures - 1, blocked_until = null
            where account = :account and device = :device and failures > 0""";

    private static final String DELETE = "delete from login_failures where account = :account and device = :device";

    private final EntityManager database;
    private final Pseudonyms pseudonyms;
    private final Sessions sessions;
    private final ConsecutiveFailures failures;
    private final Purge purge;
    private final Clock clock;

    LoginThrottle(
            EntityManager database,
            Pseudonyms pseudonyms,
            Sessions sessions,
            ConsecutiveFailures failures,
            Purge purge,
            Clock clock) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.sessions = sessions;
        this.failures = failures;
        this.purge = purge;
        this.clock = clock;
    }

    private Query of(EmailAddress email, String device, String statement) {
        return database.createNativeQuery(statement)
                .setParameter("account", account(pseudonyms, email))
                .setParameter("device", device);
    }

    static String account(Pseudonyms pseudonyms, EmailAddress email) {
        return pseudonyms.of("failed logins", email.value());
    }

    /**
     * One login attempt at an account.
     *
     * @param waiting whether the account is in its waiting time
     * @param counted among the consecutive failures
     * @param refused whether a credential was found wrong or missing
     */
    record Attempt(EmailAddress email, String device, boolean waiting, Counted counted, AtomicBoolean refused) {

        /** False for unknown accounts too; the response is the same. */
        boolean admitted() {
            return counted.number() > 0;
        }
    }

    /** Counts an attempt. During the waiting time, it is neither admitted nor counted. */
    @Transactional
    Attempt begin(EmailAddress email, Client client) {
        boolean known = sessions.unscopedKnows(email, client.device());
        String device = known ? client.device() : UNKNOWN_DEVICE;
        Instant now = clock.instant();
        Query count = of(email, device, COUNT).setParameter("now", now).setParameter("free", FREE_ATTEMPTS);
        boolean waiting = count.getResultList().isEmpty();
        if (waiting) {
            of(email, device, SHORTEN).setParameter("latest", now.plus(LONGEST)).executeUpdate();
        }
        Counted counted = waiting ? Counted.NOT_ADMITTED : failures.count(email, known);
        return new Attempt(email, device, waiting, counted, new AtomicBoolean());
    }

    @Transactional
    void succeeded(Attempt attempt, UUID user) {
        of(attempt.email(), attempt.device(), DELETE).executeUpdate();
        failures.succeeded(user, attempt.counted());
    }

    /** Removes an attempt without a decision, because the service was overloaded or a dependency unavailable. */
    @Transactional
    void takeBack(Attempt attempt) {
        if (!attempt.waiting()) {
            of(attempt.email(), attempt.device(), TAKE_BACK).executeUpdate();
            failures.takeBack(attempt.email(), attempt.counted());
        }
    }

    /**
     * The password was right, and the rest was missing. On a known device, this is no consecutive failure: after 100
     * failures, each login in two steps would add one, until they lock the owner out.
     */
    void uncountOnKnownDevice(Attempt attempt) {
        if (!attempt.device().equals(UNKNOWN_DEVICE)) {
            failures.takeBack(attempt.email(), attempt.counted());
        }
    }

    /** Clears all failures after a password reset or change, so that the owner can log in immediately. */
    @Transactional
    void clearFailures(EmailAddress email, UUID user) {
        database.createNativeQuery("delete from login_failures where account = :account")
                .setParameter("account", account(pseudonyms, email))
                .executeUpdate();
        failures.clearFailures(user);
    }

    @Scheduled(every = "1h", delayed = "1m")
    void purge() {
        purge.deleteOlderThan("login_failures", "updated_at", clock.instant().minus(FORGOTTEN_AFTER));
    }
}
