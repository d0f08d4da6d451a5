package org.acme.apikey;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.Caller;

/** The keys of each user, for that user alone. */
@ApplicationScoped
class ApiKeys implements PanacheRepositoryBase<ApiKey, UUID> {

    List<ApiKey> own(Caller caller) {
        return list("userId = ?1 order by id", caller.id());
    }

    Optional<ApiKey> own(Caller caller, UUID id) {
        return find("id = ?1 and userId = ?2", id, caller.id()).firstResultOptional();
    }

    /** Asked when a key is presented, before it is known who is calling. */
    Optional<ApiKey> unscopedByHash(String hash) {
        return find("hash", hash).firstResultOptional();
    }

    /** What the job writes down; a later use is never replaced by an earlier one. */
    void unscopedUsed(UUID id, Instant at) {
        update("lastUsedAt = ?1 where id = ?2 and (lastUsedAt is null or lastUsedAt < ?1)", at, id);
    }
}
