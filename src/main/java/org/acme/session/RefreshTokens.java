package org.acme.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Stores refresh tokens. The refresh token is the only credential, so no finder takes a {@code Caller}. */
@ApplicationScoped
class RefreshTokens implements PanacheRepositoryBase<RefreshToken, String> {

    /** Finds a token by its hash; the token determines the session. */
    Optional<RefreshToken> unscopedByHash(String hash) {
        return findByIdOptional(hash);
    }

    /** Whether the issued token was used; reads the database, not the persistence context. */
    boolean unscopedIsUsed(String hash) {
        return count("hash = ?1 and usedAt is null", hash) == 0;
    }

    /** Consumes the token atomically. Of concurrent calls, only one returns true. */
    boolean unscopedUse(String hash, Instant now) {
        return update("usedAt = ?1 where hash = ?2 and usedAt is null", now, hash) == 1;
    }

    /** Deletes a used token, so that refreshes do not fill the table. */
    void unscopedForget(String hash) {
        delete("hash", hash);
    }
}
