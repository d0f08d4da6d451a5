package org.acme.webhook;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.paging.Keyset;
import org.acme.paging.PageQuery;
import org.acme.paging.Restrictions;
import org.acme.security.authentication.Caller;
import org.acme.shared.Purge;
import org.jspecify.annotations.Nullable;

/**
 * Stores deliveries. Owners access those of their own webhooks; background jobs use the unscoped finders. The scheduled
 * ones are safe to run on every instance.
 */
@ApplicationScoped
class Deliveries implements PanacheRepositoryBase<Delivery, UUID> {

    private static final String OWN =
            "exists (select 1 from Webhook w where w.id = d.webhookId and w.id = :webhook and w.ownerId = :caller)";
    private static final Duration KEPT = Duration.ofDays(30);

    private final Purge purge;
    private final Clock clock;

    Deliveries(Purge purge, Clock clock) {
        this.purge = purge;
        this.clock = clock;
    }

    /** Newest first. */
    List<DeliveryView> page(Caller caller, UUID webhook, PageQuery query, @Nullable Keyset after) {
        Restrictions restrictions = new Restrictions()
                .and("d.webhookId = :webhook", "webhook", webhook)
                .and(OWN, "caller", caller.id());
        if (after != null) {
            restrictions
                    .and("(d.createdAt, d.id) < (:key, :id)", "key", Instant.parse(after.key()))
                    .with("id", after.id());
        }
        return find(
                        "from Delivery d" + restrictions.where() + " order by d.createdAt desc, d.id desc",
                        restrictions.parameters())
                .page(0, query.limit.probe())
                .project(DeliveryView.class)
                .list();
    }

    /** Stores the deliveries at once and forgets them, because a report can have many receivers. */
    void unscopedAdd(List<Delivery> added) {
        getSession().setJdbcBatchSize(added.size());
        persist(added);
        flush();
        added.forEach(getSession()::detach);
    }

    Optional<Delivery> unscopedNextOf(Webhook webhook, Instant now) {
        return find(
                        "webhookId = ?1 and status = PENDING and nextAttemptAt <= ?2 and attempts < ?3"
                                + " order by nextAttemptAt, id",
                        webhook.id,
                        now,
                        Delivery.MAX_ATTEMPTS)
                .firstResultOptional();
    }

    /**
     * The delivery, if this attempt is still the current one. Empty when its claim has expired and another attempt has
     * begun, or the webhook was deleted.
     */
    Optional<Delivery> unscopedCurrentAttempt(Delivery delivery) {
        return find("id = ?1 and attempts = ?2 and status = PENDING", delivery.id, delivery.attempts)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Marks deliveries as failed whose last attempt was interrupted and recorded no outcome. */
    @Scheduled(every = "1m", delayed = "1m")
    @Transactional
    void unscopedGiveUp() {
        update(
                "status = FAILED, lastError = ?1, nextAttemptAt = null"
                        + " where status = PENDING and attempts >= ?2 and nextAttemptAt <= ?3",
                DeliveryError.INTERNAL_ERROR,
                Delivery.MAX_ATTEMPTS,
                clock.instant());
    }

    @Scheduled(every = "1h", delayed = "1m")
    void unscopedPurge() {
        purge.deleteOlderThan(
                "webhook_deliveries", "created_at", clock.instant().minus(KEPT));
    }
}
