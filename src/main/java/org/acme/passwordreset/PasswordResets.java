package org.acme.passwordreset;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.acme.shared.EmailAddress;
import org.acme.shared.Purge;

/** Stores password reset tokens. The user is not logged in, so no finder takes a {@code Caller}. */
@ApplicationScoped
class PasswordResets implements PanacheRepositoryBase<PasswordResetToken, UUID> {

    private static final String REPLACE = """
            insert into password_resets (user_id, token_hash, expires_at) values (:user, :hash, :expiry)
            on conflict (user_id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at""";

    /** A link is sent 30 minutes before it expires. A new password can be the answer to a stolen message. */
    private static final String VALID = """
            from PasswordResetToken t where t.tokenHash = ?1 and t.expiresAt > ?2 and not exists
            (select 1 from User u where u.id = t.userId and u.passwordChangedAt > t.expiresAt - 30 minute)""";

    private final Purge purge;
    private final Clock clock;

    PasswordResets(Purge purge, Clock clock) {
        this.purge = purge;
        this.clock = clock;
    }

    /** Replaces an earlier token in one statement, because several messages can be written concurrently. */
    void unscopedReplace(UUID user, String tokenHash, Instant expiresAt) {
        getEntityManager()
                .createNativeQuery(REPLACE)
                .setParameter("user", user)
                .setParameter("hash", tokenHash)
                .setParameter("expiry", expiresAt)
                .executeUpdate();
    }

    /** Invalidates earlier tokens. The e-mail address need not have an account. */
    void unscopedVoid(EmailAddress email) {
        delete("userId in (select u.id from User u where u.email = ?1)", email);
    }

    Optional<PasswordResetToken> unscopedByToken(String tokenHash, Instant now) {
        return find(VALID, tokenHash, now).firstResultOptional();
    }

    /** Consumes the token. Of concurrent calls, only one returns true. */
    boolean unscopedUse(String tokenHash) {
        return delete("tokenHash", tokenHash) == 1;
    }

    /** Deletes expired reset tokens. Safe to run on every instance. */
    @Scheduled(every = "1h", delayed = "1m")
    void unscopedPurge() {
        purge.olderThan("password_resets", "expires_at", clock.instant());
    }
}
