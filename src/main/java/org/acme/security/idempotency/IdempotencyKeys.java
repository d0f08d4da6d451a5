package org.acme.security.idempotency;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.crypto.EncryptedFields;
import org.acme.security.crypto.FieldEncryption;
import org.acme.shared.Purge;
import org.hibernate.exception.ConstraintViolationException;

/** Stores keys and encrypted responses in the table {@code idempotency_keys}. */
@ApplicationScoped
class IdempotencyKeys {

    private static final String ONE = " where user_id = :user and operation = :operation and key_hash = :key";

    private static final String STORE = """
            insert into idempotency_keys (user_id, operation, key_hash, response, object_id, expires_at)
            values (:user, :operation, :key, :response, cast(nullif(:object, '') as uuid), :end)
            on conflict (user_id, operation, key_hash) do update set
              response = excluded.response, object_id = excluded.object_id, expires_at = excluded.expires_at""";

    /** With fewer than this many keys left, only one request of a user at a time may store a key; others get 429. */
    private static final int NEAR_MAXIMUM = 100;

    private static final String ROOM = """
            select count(*), cast(extract(epoch from min(expires_at) - cast(:now as timestamptz)) as bigint) from
            (select expires_at from idempotency_keys where user_id = :user and expires_at > :now limit :most) k""";

    private final EntityManager database;
    private final FieldEncryption encryption;
    private final IdempotencyConfig config;
    private final Purge purge;
    private final Clock clock;

    IdempotencyKeys(
            EntityManager database, FieldEncryption encryption, IdempotencyConfig config, Purge purge, Clock clock) {
        this.database = database;
        this.encryption = encryption;
        this.config = config;
        this.purge = purge;
        this.clock = clock;
    }

    @Produces
    @Singleton
    static EncryptedFields responses() {
        return new EncryptedFields(
                "idempotency_keys",
                "response",
                key -> KeyUse.row((UUID) key[0], (String) key[1], (String) key[2]),
                "user_id",
                "operation",
                "key_hash");
    }

    /** The stored response for this key; empty when there is none or it has expired. */
    @Transactional
    Optional<StoredResponse> find(KeyUse use) {
        List<?> found = database.createNativeQuery(
                        "select response from idempotency_keys" + ONE + " and expires_at > :now")
                .setParameter("user", use.user())
                .setParameter("operation", use.operation())
                .setParameter("key", use.keyHash())
                .setParameter("now", clock.instant())
                .getResultList();
        return found.stream()
                .findFirst()
                .map(encrypted -> StoredResponse.parse(encryption.decrypt(use.row(), (String) encrypted)));
    }

    /**
     * Takes an advisory lock. PostgreSQL releases it when the transaction or its connection ends, so an instance that
     * crashes keeps no lock.
     *
     * @return false when another transaction holds the lock
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean lock(String name) {
        return (Boolean) database.createNativeQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", name)
                .getSingleResult();
    }

    /** @throws Problem 429 at {@code app.idempotency.max-keys-per-user}; near it, also while another request runs */
    @Transactional(Transactional.TxType.MANDATORY)
    void requireRoom(KeyUse use) {
        if (requireBelowMaximum(use) > config.maxKeysPerUser() - NEAR_MAXIMUM) {
            if (!lock("idempotency keys of " + use.user())) {
                throw Problem.retryAfter(ProblemCode.RATE_LIMITED, 1);
            }
            // Others may have stored keys before the lock.
            requireBelowMaximum(use);
        }
    }

    /** @return the number of stored keys of the user */
    private long requireBelowMaximum(KeyUse use) {
        Object[] stored = (Object[]) database.createNativeQuery(ROOM, Object[].class)
                .setParameter("user", use.user())
                .setParameter("most", config.maxKeysPerUser())
                .setParameter("now", clock.instant())
                .getSingleResult();
        if ((Long) stored[0] >= config.maxKeysPerUser()) {
            throw Problem.retryAfter(ProblemCode.RATE_LIMITED, (Long) stored[1] + 1);
        }
        return (Long) stored[0];
    }

    /**
     * @param object the id of the object that the response describes; empty when it describes none
     * @throws Problem 401 when the user was deleted after authentication
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void store(KeyUse use, StoredResponse response, String object) {
        try {
            database.createNativeQuery(STORE)
                    .setParameter("object", object)
                    .setParameter("user", use.user())
                    .setParameter("operation", use.operation())
                    .setParameter("key", use.keyHash())
                    .setParameter("response", encryption.encrypt(use.row(), response.text()))
                    .setParameter("end", clock.instant().plus(config.retention()))
                    .executeUpdate();
        } catch (ConstraintViolationException e) {
            throw new Problem(ProblemCode.UNAUTHENTICATED);
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void deleteOf(UUID object) {
        database.createNativeQuery("delete from idempotency_keys where object_id = :object")
                .setParameter("object", object)
                .executeUpdate();
    }

    @Scheduled(every = "10m", delayed = "1m")
    void purge() {
        purge.deleteOlderThan("idempotency_keys", "expires_at", clock.instant());
    }
}
