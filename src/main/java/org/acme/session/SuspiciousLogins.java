package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.acme.security.authentication.Client;
import org.acme.security.crypto.Pseudonyms;
import org.acme.shared.EmailAddress;

/**
 * Decides when a login requires a proof of work: after three failures of the account or of the network address (IPv6:
 * the /64), of which the last is less than 15 minutes old. A login to an account does not clear the failures of an
 * address at others: an attacker can own an account.
 *
 * <p>The failures of an address are rows of {@code login_failures} as well: {@code account} holds the pseudonym of the
 * address, {@code device} that of the account whose password was right, or nothing. Those of an account count for each
 * device, as in {@link LoginThrottle}.
 */
@ApplicationScoped
class SuspiciousLogins {

    private static final int FAILURES_BEFORE_WORK = 3;
    private static final Duration SUSPICION = Duration.ofMinutes(15);

    /** Failures with a wrong password, or at an unknown account. */
    private static final String ANY_ACCOUNT = "";

    private static final String SUSPICIOUS = """
            select 1 from login_failures
            where account in (:account, :address) and updated_at > :since
            group by account, case when account <> :address then device end
            having sum(failures) >= :limit limit 1""";

    private static final String COUNT = """
            insert into login_failures as f (account, device, failures, updated_at) values (:address, :device, 1, :now)
            on conflict (account, device) do update set
              failures = case when f.updated_at > :since then f.failures + 1 else 1 end,
              updated_at = :now""";

    private final EntityManager database;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    SuspiciousLogins(EntityManager database, Pseudonyms pseudonyms, Clock clock) {
        this.database = database;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    @Transactional
    boolean needProofOfWork(EmailAddress email, Client client) {
        return !database.createNativeQuery(SUSPICIOUS)
                .setParameter("account", LoginThrottle.account(pseudonyms, email))
                .setParameter("address", address(client))
                .setParameter("limit", FAILURES_BEFORE_WORK)
                .setParameter("since", clock.instant().minus(SUSPICION))
                .getResultList()
                .isEmpty();
    }

    @Transactional
    void failed(Client client) {
        count(client, ANY_ACCOUNT);
    }

    /** The password was right, the second factor missing or the proof of a key refused. */
    @Transactional
    void countIncompleteLogin(Client client, UUID user) {
        count(client, account(user));
    }

    /** Clears what {@link #countIncompleteLogin} counted for the account at this address. */
    @Transactional
    void succeeded(Client client, UUID user) {
        database.createNativeQuery("delete from login_failures where account = :address and device = :device")
                .setParameter("address", address(client))
                .setParameter("device", account(user))
                .executeUpdate();
    }

    private void count(Client client, String device) {
        database.createNativeQuery(COUNT)
                .setParameter("address", address(client))
                .setParameter("device", device)
                .setParameter("now", clock.instant())
                .setParameter("since", clock.instant().minus(SUSPICION))
                .executeUpdate();
    }

    private String address(Client client) {
        return pseudonyms.of("failed logins from", client.network());
    }

    private String account(UUID user) {
        return pseudonyms.of("failed logins from", user.toString());
    }
}
