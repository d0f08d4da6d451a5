package org.acme.passwordreset;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.acme.mail.AccountMail;
import org.acme.security.crypto.SecretTokens;
import org.acme.shared.EmailAddress;
import org.acme.shared.Purge;

/** Stores password reset tokens. The user is not logged in, so no finder takes a {@code Caller}. */
@ApplicationScoped
public class PasswordResets implements PanacheRepositoryBase<PasswordResetToken, UUID> {

    private static final String REPLACE = """
            insert into password_resets as r (user_id, token_hash, requested_at, expires_at)
            select u.id, :hash, cast(:requested as timestamptz), cast(:expiry as timestamptz) from users u
            where u.id = :user and u.password_changed_at <= :requested for share
            on conflict (user_id) do update set
              token_hash = excluded.token_hash, requested_at = excluded.requested_at, expires_at = excluded.expires_at
            where r.requested_at is null or r.requested_at <= excluded.requested_at""";

    private final Purge purge;
    private final Clock clock;

    PasswordResets(Purge purge, Clock clock) {
        this.purge = purge;
        this.clock = clock;
    }

    /**
     * Stores the token, also that of a retry, in one statement, because several messages can be written concurrently.
     * Replaces the token of an earlier request. Locks the user, so that a used link does not become valid again.
     *
     * @return false when the password has changed since the request, or a newer token exists
     */
    boolean unscopedReplace(UUID user, String tokenHash, Instant requestedAt, Instant expiresAt) {
        return getEntityManager()
                        .createNativeQuery(REPLACE)
                        .setParameter("user", user)
                        .setParameter("hash", tokenHash)
                        .setParameter("requested", requestedAt)
                        .setParameter("expiry", expiresAt)
                        .executeUpdate()
                == 1;
    }

    /** Ends earlier tokens. The e-mail address need not have an account. */
    public void unscopedVoid(EmailAddress email) {
        update("expiresAt = ?1 where userId in (select u.id from User u where u.email = ?2)", clock.instant(), email);
    }

    /**
     * Replaces the token by one that is in no message, so that a waiting message of an earlier request cannot bring its
     * link back.
     */
    void unscopedRevoke(UUID user) {
        Instant now = clock.instant();
        unscopedReplace(user, SecretTokens.hash(SecretTokens.random()), now, now);
    }

    Optional<PasswordResetToken> unscopedByToken(String tokenHash, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2", tokenHash, now).firstResultOptional();
    }

    /** Consumes the token. Of concurrent calls, only one returns true. */
    boolean unscopedUse(String tokenHash) {
        return delete("tokenHash", tokenHash) == 1;
    }

    /** Deletes reset tokens once no message of an earlier request waits any more. Safe to run on every instance. */
    @Scheduled(every = "1h", delayed = "1m")
    void unscopedPurge() {
        purge.deleteOlderThan("password_resets", "expires_at", clock.instant().minus(AccountMail.LIFETIME));
    }
}
