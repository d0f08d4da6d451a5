package org.acme.webhook;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.hibernate.Timeouts;
import org.jspecify.annotations.Nullable;

/** Stores webhooks. Owners access their own; background jobs use the unscoped finders. */
@ApplicationScoped
class Webhooks implements PanacheRepositoryBase<Webhook, UUID> {

    private static final String LOCKED = "select id from webhooks where id in (:ids) order by id for key share";

    private static final String NEXT = """
            from Webhook w where (w.busyUntil is null or w.busyUntil <= :now) and exists (
              select 1 from Delivery d where d.webhookId = w.id and d.status = PENDING and d.nextAttemptAt <= :now
                and d.attempts < :most)
            order by w.servedAt nulls first, w.id""";

    List<WebhookView> own(Caller caller) {
        return find("select id, url, events, createdAt from Webhook where ownerId = ?1 order by id", caller.id())
                .project(WebhookView.class)
                .list();
    }

    long count(Caller caller) {
        return count("ownerId", caller.id());
    }

    Optional<Webhook> own(Caller caller, UUID id) {
        return find("id = ?1 and ownerId = ?2", id, caller.id()).firstResultOptional();
    }

    /** Locks the webhook until the transaction ends, so that it is deleted once. */
    Optional<Webhook> ownForUpdate(Caller caller, UUID id) {
        return find("id = ?1 and ownerId = ?2", id, caller.id())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<Subscriber> unscopedSubscribersAfter(UUID webhook, EventType event, int size) {
        return getEntityManager()
                .createQuery(
                        "select id, ownerId, permissions from Webhook where id > :webhook"
                                + " and array_contains(events, :event) order by id",
                        Object[].class)
                .setParameter("webhook", webhook)
                .setParameter("event", event.key())
                .setMaxResults(size)
                .getResultStream()
                .map(row -> new Subscriber((UUID) row[0], (UUID) row[1], (String) row[2]))
                .toList();
    }

    /**
     * Locks the webhooks, so that none is deleted before the transaction that refers to them ends. A stronger lock
     * would stop their deliveries until then.
     */
    List<UUID> unscopedLocked(Collection<UUID> ids) {
        return getSession()
                .createNativeQuery(LOCKED, Object.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(UUID.class::cast)
                .toList();
    }

    /** The unclaimed webhook with a due delivery that has waited longest. */
    Optional<Webhook> unscopedNext(Instant now) {
        return getEntityManager()
                .createQuery(NEXT, Webhook.class)
                .setParameter("now", now)
                .setParameter("most", Delivery.MAX_ATTEMPTS)
                .setMaxResults(1)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .getResultStream()
                .findFirst();
    }

    /**
     * Releases the claim, unless it has expired and another worker has claimed the webhook.
     *
     * @param until no worker claims the webhook before; null to permit it at once
     */
    void unscopedRelease(Webhook webhook, @Nullable Instant until) {
        update("busyUntil = ?3 where id = ?1 and busyUntil = ?2", webhook.id, webhook.busyUntil, until);
    }
}
