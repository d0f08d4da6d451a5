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

    /** Not later than the new request, because the former one can be of an instance whose clock is ahead. */
    private static final String VOID = """
            update password_resets set token_hash = :hash, requested_at = case
              when expires_at > requested_at then least(requested_at, cast(:requested as timestamptz))
              else requested_at end
            where user_id = (select u.id from users u where u.email = :email)""";

    /** Later than the former request. That the token has expired tells a new request that it was revoked. */
    private static final String REVOKE = """
            insert into password_resets as r (user_id, token_hash, requested_at, expires_at)
            values (:user, :hash, :now, :now)
            on conflict (user_id) do update set token_hash = excluded.token_hash,
              requested_at = greatest(r.requested_at + interval '1 microsecond', excluded.requested_at),
              expires_at = greatest(r.requested_at + interval '1 microsecond', excluded.requested_at)""";

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

    /**
     * Replaces earlier tokens by one that is in no message, until the message of the new request is written. The e-mail
     * address need not have an account.
     */
    void unscopedVoid(EmailAddress email, Instant requestedAt) {
        getEntityManager()
                .createNativeQuery(VOID)
                .setParameter("hash", ofNoMessage())
                .setParameter("requested", requestedAt)
                .setParameter("email", email.value())
                .executeUpdate();
    }

    /** Does the same for good: a waiting message of an earlier request cannot bring its link back. */
    public void unscopedRevoke(UUID user) {
        getEntityManager()
                .createNativeQuery(REVOKE)
                .setParameter("user", user)
                .setParameter("hash", ofNoMessage())
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    private static String ofNoMessage() {
        return SecretTokens.hash(SecretTokens.random());
    }

    Optional<PasswordResetToken> unscopedByToken(String tokenHash, Instant now) {
        return find("tokenHash = ?1 and expiresAt > ?2", tokenHash, now).firstResultOptional();
    }

    /** Consumes the token for good. Of concurrent calls, only one returns true. */
    boolean unscopedUse(UUID user, String tokenHash) {
        boolean used = update("tokenHash = ?1 where tokenHash = ?2", ofNoMessage(), tokenHash) == 1;
        if (used) {
            unscopedRevoke(user);
        }
        return used;
    }

    /** Deletes reset tokens once no message of an earlier request waits any more. Safe to run on every instance. */
    @Scheduled(every = "1h", delayed = "1m")
    void unscopedPurge() {
        purge.deleteOlderThan("password_resets", "expires_at", clock.instant().minus(AccountMail.LIFETIME));
    }
}
