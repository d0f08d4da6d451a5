package org.acme.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Refresh tokens. Whoever presents one has no other credential, so no finder can ask for a caller. */
@ApplicationScoped
class RefreshTokens implements PanacheRepositoryBase<RefreshToken, String> {

    /** The token itself says whose it is. */
    Optional<RefreshToken> unscopedByHash(String hash) {
        return findByIdOptional(hash);
    }

    /**
     * Uses a token up in one atomic step: of any number of calls at the same time, one is told that it was the first.
     */
    boolean unscopedUse(String hash, Instant now) {
        return update("usedAt = ?1 where hash = ?2 and usedAt is null", now, hash) == 1;
    }
}
