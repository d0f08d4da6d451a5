package org.acme.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.acme.shared.EmailAddress;

/** The sessions of each user, for that user alone. */
@ApplicationScoped
class Sessions implements PanacheRepositoryBase<Session, UUID> {

    /** The list comes without pages, so it must stay short. */
    private static final int MAX_LISTED = 100;

    private static final String KNOWN_DEVICE = """
            select 1 from Session s, User u where s.userId = u.id and u.email = :email
            and s.device = :device and s.createdAt >= u.passwordChangedAt""";

    /** The caller's live sessions, the latest first. */
    List<Session> own(Caller caller, Instant now) {
        return find(
                        "userId = ?1 and revokedAt is null and endsAt > ?2 order by createdAt desc, id desc",
                        caller.id(),
                        now)
                .page(0, MAX_LISTED)
                .list();
    }

    Optional<Session> own(Caller caller, UUID id, Instant now) {
        return find("id = ?1 and userId = ?2 and revokedAt is null and endsAt > ?3", id, caller.id(), now)
                .firstResultOptional();
    }

    /** Asked when a token is presented, before it is known who is calling. */
    Optional<Session> unscopedLive(UUID id, Instant now) {
        return findByIdOptional(id).filter(session -> session.isLive(now));
    }

    /** The session of a refresh token, locked so that it cannot be revoked while the token is exchanged. */
    Optional<Session> unscopedForRefresh(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Every live session of a user, for those who end them all. */
    List<Session> unscopedLiveOf(UUID user, Instant now) {
        return list("userId = ?1 and revokedAt is null and endsAt > ?2 order by id", user, now);
    }

    /** Whether this account was logged in to from this device since its password last changed. */
    boolean unscopedKnows(EmailAddress email, String device) {
        return !getEntityManager()
                .createQuery(KNOWN_DEVICE, Integer.class)
                .setParameter("email", email)
                .setParameter("device", device)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** What the job writes down; a later use is never replaced by an earlier one. */
    void unscopedUsed(UUID id, Instant at) {
        update("lastUsedAt = ?1 where id = ?2 and lastUsedAt < ?1", at, id);
    }

    /** Ended sessions are of no use to anybody; deleting them twice does no harm. */
    long unscopedPurge(Instant endedBefore) {
        return delete("endsAt < ?1 or revokedAt < ?1", endedBefore);
    }
}
