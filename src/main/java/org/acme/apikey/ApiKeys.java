package org.acme.apikey;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.acme.security.authentication.Caller;

/** Stores API keys. Each user accesses only their own. */
@ApplicationScoped
class ApiKeys implements PanacheRepositoryBase<ApiKey, UUID> {

    private static final String VIEW =
            "select id, name, prefix, permissions, createdAt, expiresAt, lastUsedAt from ApiKey";

    List<ApiKeyView> own(Caller caller) {
        return find(VIEW + " where userId = ?1 order by id", caller.id())
                .project(ApiKeyView.class)
                .list();
    }

    long count(Caller caller) {
        return count("userId", caller.id());
    }

    /** Locks the key until the transaction ends, so that it is revoked once. */
    Optional<ApiKey> ownForUpdate(Caller caller, UUID id) {
        return find("id = ?1 and userId = ?2", id, caller.id())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Finds a presented key before there is a {@code Caller}. */
    Optional<ApiKey> unscopedByHash(String hash) {
        return find("hash", hash).firstResultOptional();
    }

    /** For the background job. */
    void unscopedDelete(UUID id) {
        delete("id", id);
    }

    /** For the background job: at most this number of expired keys, without these. */
    @Transactional
    List<UUID> unscopedExpired(Instant now, Set<UUID> without, int max) {
        return find("select id from ApiKey where expiresAt < ?1 and id not in ?2 order by expiresAt", now, without)
                .project(UUID.class)
                .page(0, max)
                .list();
    }

    /**
     * Records the last use for the background job; never replaces a later time with an earlier one. Skips a locked row,
     * because the job holds many locks and must not wait for another.
     */
    void unscopedRecordUse(UUID id, Instant at) {
        getEntityManager()
                .createNativeQuery("update api_keys set last_used_at = :at where id = (select id from api_keys where"
                        + " id = :id and (last_used_at is null or last_used_at < :at) for update skip locked)")
                .setParameter("at", at)
                .setParameter("id", id)
                .executeUpdate();
    }
}
