package org.acme.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.acme.report.ReportPublished;

/**
 * Adds the deliveries of an event within the transaction of that event (transactional outbox). No delivery is lost, and
 * none is made for a change that is rolled back.
 */
@ApplicationScoped
class EventFanOut {

    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final EventAccess access;
    private final Event<Announced> announced;

    EventFanOut(Webhooks webhooks, Deliveries deliveries, EventAccess access, Event<Announced> announced) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.access = access;
        this.announced = announced;
    }

    void published(@Observes ReportPublished event) {
        List<UUID> owners = webhooks.unscopedOwnersAfter(FIRST, EventType.REPORT_PUBLISHED, PAGE);
        while (!owners.isEmpty()) {
            Set<UUID> readers = access.among(owners, event.report());
            if (!readers.isEmpty()) {
                webhooks.unscopedOf(readers, EventType.REPORT_PUBLISHED)
                        .forEach(webhook -> deliveries.persist(new Delivery(webhook, event)));
            }
            owners = webhooks.unscopedOwnersAfter(owners.get(owners.size() - 1), EventType.REPORT_PUBLISHED, PAGE);
        }
        announced.fire(new Announced());
    }

    /** Tells {@link DeliveryWorker} after the commit that deliveries are due. */
    record Announced() {}
}
