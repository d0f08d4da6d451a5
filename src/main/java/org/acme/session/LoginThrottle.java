package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.acme.security.authentication.Client;
import org.acme.security.crypto.SecretTokens;
import org.acme.shared.EmailAddress;
import org.acme.shared.Purge;

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

    private static final int FAILURES_BEFORE_WORK = 3;
    private static final Duration SUSPICION = Duration.ofMinutes(15);

    private static final String SUSPICIOUS = """
            select failures from login_failures
            where account in (:account, :address) and failures >= :limit and updated_at > :since limit 1""";

    private static final String COUNT_AT_ADDRESS = """
            insert into login_failures as f (account, device, failures, updated_at) values (:address, '', 1, :now)
            on conflict (account, device) do update set
              failures = case when f.updated_at > :since then f.failures + 1 else 1 end,
              updated_at = :now""";

    private final EntityManager database;
    private final Sessions sessions;
    private final ConsecutiveFailures failures;
    private final Purge purge;
    private final Clock clock;

    LoginThrottle(EntityManager database, Sessions sessions, ConsecutiveFailures failures, Purge purge, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.failures = failures;
        this.purge = purge;
        this.clock = clock;
    }

    /** Whether this account, or somebody at this address, failed so often that a login needs a proof of work. */
    @Transactional
    boolean isSuspicious(EmailAddress email, Client client) {
        return !database.createNativeQuery(SUSPICIOUS)
                .setParameter("account", account(email))
                .setParameter("address", address(client))
                .setParameter("limit", FAILURES_BEFORE_WORK)
                .setParameter("since", clock.instant().minus(SUSPICION))
                .getResultList()
                .isEmpty();
    }

    /** Counts a failure at an address; successes there do not strike it out, because an attacker has an account too. */
    @Transactional
    void failedAt(Client client) {
        database.createNativeQuery(COUNT_AT_ADDRESS)
                .setParameter("address", address(client))
                .setParameter("now", clock.instant())
                .setParameter("since", clock.instant().minus(SUSPICION))
                .executeUpdate();
    }

    private static String account(EmailAddress email) {
        return SecretTokens.hash(email.value());
    }

    private static String address(Client client) {
        return SecretTokens.hash("address " + client.address());
    }

    /**
     * One attempt at an account.
     *
     * @param waiting whether the account has to wait
     * @param number counts the account's attempts; 0 when this one is not admitted, or there is no such account
     */
    record Attempt(String account, String device, boolean waiting, long number) {

        /** Not so for accounts that do not exist, which makes no difference to the response. */
        boolean admitted() {
            return number > 0;
        }
    }

    /** Counts an attempt; while the account waits, it is neither admitted nor counted. */
    @Transactional
    Attempt begin(EmailAddress email, Client client) {
        String account = account(email);
        boolean known = sessions.unscopedKnows(email, client.device());
        String device = known ? client.device() : UNKNOWN_DEVICE;
        boolean waiting = database.createNativeQuery(COUNT)
                .setParameter("account", account)
                .setParameter("device", device)
                .setParameter("now", clock.instant())
                .setParameter("free", FREE_ATTEMPTS)
                .getResultList()
                .isEmpty();
        return new Attempt(account, device, waiting, waiting ? 0 : failures.count(email, known));
    }

    @Transactional
    void succeeded(Attempt attempt, UUID user) {
        database.createNativeQuery("delete from login_failures where account = :account and device = :device")
                .setParameter("account", attempt.account())
                .setParameter("device", attempt.device())
                .executeUpdate();
        failures.succeeded(user, attempt.number());
    }

    /** Admits the owner at once with a password that was set anew. */
    @Transactional
    void passwordSet(EmailAddress email, UUID user) {
        database.createNativeQuery("delete from login_failures where account = :account")
                .setParameter("account", account(email))
                .executeUpdate();
        failures.passwordSet(user);
    }

    int purge() {
        return purge.olderThan("login_failures", "updated_at", clock.instant().minus(FORGOTTEN_AFTER));
    }
}
