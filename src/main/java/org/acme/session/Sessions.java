package org.acme.session;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.paging.Keyset;
import org.acme.paging.PageQuery;
import org.acme.paging.Restrictions;
import org.acme.security.authentication.Caller;
import org.acme.shared.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Stores sessions. Each user accesses only their own. */
@ApplicationScoped
class Sessions implements PanacheRepositoryBase<Session, UUID> {

    private static final String VIEW =
            "select id, createdAt, lastUsedAt, userAgent, address, id = :current from Session";

    private static final String REVOKE =
            "update sessions s set revoked_at = :now from (select id from sessions where revoked_at is null and ";
    /** Locks the sessions in the order of their ids, so that concurrent revocations do not deadlock. */
    private static final String IN_ORDER = " order by id for update) live where s.id = live.id returning s.id";

    private static final String OF_USER = "user_id = :user and ends_at > :now";
    private static final String REVOKE_ALL = REVOKE + OF_USER + " and id <> :spared" + IN_ORDER;
    private static final String REVOKE_SURPLUS = REVOKE + "id in (select id from sessions where revoked_at is null and "
            + OF_USER + " order by created_at desc, id desc offset :newest limit 100)" + IN_ORDER;

    private static final String KNOWN_DEVICE = """
            select 1 from Session s, User u where s.userId = u.id and u.email = :email
            and s.device = :device and s.createdAt >= u.passwordChangedAt""";

    /**
     * The caller's live sessions: the current one first, then the newest.
     *
     * @param after the last session of the previous page; its key is empty when that was the current one
     */
    List<SessionView> page(Caller caller, PageQuery query, @Nullable Keyset after, Instant now) {
        List<SessionView> page = new ArrayList<>();
        if (after == null) {
            page.addAll(views(live(caller, now).and("id = :current"), 1));
        }
        Restrictions others = live(caller, now).and("id <> :current");
        if (after != null && !after.key().isEmpty()) {
            others.and("(createdAt, id) < (:key, :id)", "key", Instant.parse(after.key()))
                    .with("id", after.id());
        }
        page.addAll(views(others, query.limit.probe() - page.size()));
        return page;
    }

    private static Restrictions live(Caller caller, Instant now) {
        return new Restrictions()
                .and("userId = :user", "user", caller.id())
                .and("revokedAt is null")
                .and("endsAt > :now", "now", now)
                .with("current", caller.session());
    }

    private List<SessionView> views(Restrictions restrictions, int size) {
        return find(VIEW + restrictions.where() + " order by createdAt desc, id desc", restrictions.parameters())
                .page(0, size)
                .project(SessionView.class)
                .list();
    }

    /** Locks the session until the transaction ends, so that of two concurrent changes the second sees the first. */
    Optional<Session> ownForUpdate(Caller caller, UUID id, Instant now) {
        return find("id = ?1 and userId = ?2 and revokedAt is null and endsAt > ?3", id, caller.id(), now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Finds the session of a presented token before there is a {@code Caller}. */
    Optional<Session> unscopedLive(UUID id, Instant now) {
        return findByIdOptional(id).filter(session -> session.isLive(now));
    }

    /** The session of a refresh token, locked so that it cannot be revoked during the exchange. */
    Optional<Session> unscopedForRefresh(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Revokes all live sessions of a user except one. Locks the user first, as every change of an account does, because
     * a deletion locks the sessions in another order.
     *
     * @param spared null when none is spared
     * @return the revoked sessions
     */
    List<UUID> unscopedRevokeAllOf(UUID user, @Nullable UUID spared, Instant now) {
        getEntityManager()
                .createNativeQuery("select 1 from users where id = :user for no key update")
                .setParameter("user", user)
                .getResultList();
        Query all = getEntityManager().createNativeQuery(REVOKE_ALL, Object.class);
        return unscopedRun(all.setParameter("spared", spared == null ? new UUID(0, 0) : spared), user, now);
    }

    /** Revokes up to 100 live sessions of a locked user, beyond the newest ones. */
    List<UUID> unscopedRevokeBeyond(int newest, UUID user, Instant now) {
        Query surplus = getEntityManager().createNativeQuery(REVOKE_SURPLUS, Object.class);
        return unscopedRun(surplus.setParameter("newest", newest), user, now);
    }

    private static List<UUID> unscopedRun(Query revocation, UUID user, Instant now) {
        List<?> ids =
                revocation.setParameter("user", user).setParameter("now", now).getResultList();
        return ids.stream().map(UUID.class::cast).toList();
    }

    // external-issuer-only:begin
    /** The live sessions of logins that end together at an external issuer, locked until the transaction ends. */
    List<Session> unscopedOfLogin(String logoutHash, Instant now) {
        return find("issuerLogin = ?1 and revokedAt is null and endsAt > ?2 order by id", logoutHash, now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
    // external-issuer-only:end

    /** Whether a stored session of the account began on this device since its password last changed. */
    boolean unscopedKnows(EmailAddress email, String device) {
        return !getEntityManager()
                .createQuery(KNOWN_DEVICE, Integer.class)
                .setParameter("email", email)
                .setParameter("device", device)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * Records the last use for a background job; never an earlier time. Skips a locked row: the job holds many locks.
     */
    void unscopedRecordUse(UUID id, Instant at) {
        getEntityManager()
                .createNativeQuery("update sessions set last_used_at = :at where id ="
                        + " (select id from sessions where id = :id and last_used_at < :at for update skip locked)")
                .setParameter("at", at)
                .setParameter("id", id)
                .executeUpdate();
    }
}
