package org.acme.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.acme.shared.EmailAddress;

/** Tokens that reset a password. Whoever has lost theirs is not logged in, so no finder can ask for a caller. */
@ApplicationScoped
class PasswordResets implements PanacheRepositoryBase<PasswordResetToken, UUID> {

    private static final String REPLACE = """
            insert into password_resets (user_id, token_hash, expires_at) values (:user, :hash, :expiry)
            on conflict (user_id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at""";

    /**
     * A later token replaces an earlier one, in one statement, because several mails can be written at the same time.
     */
    void unscopedReplace(UUID user, String tokenHash, Instant expiresAt) {
        getEntityManager()
                .createNativeQuery(REPLACE)
                .setParameter("user", user)
                .setParameter("hash", tokenHash)
                .setParameter("expiry", expiresAt)
                .executeUpdate();
    }

    /** Voids what was sent before; the e-mail need not be anybody's. */
    void unscopedVoid(EmailAddress email) {
        delete("userId in (select u.id from User u where u.email = ?1)", email);
    }

    Optional<PasswordResetToken> unscopedByToken(String tokenHash, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2", tokenHash, now).firstResultOptional();
    }

    /** Uses the token up: of any number of calls at the same time, one is told that it was the first. */
    boolean unscopedUse(String tokenHash) {
        return delete("tokenHash", tokenHash) == 1;
    }
}
