package org.acme.webhook;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.acme.report.ReportPublished;

/**
 * Adds the deliveries of an event within the transaction of that event (transactional outbox). No delivery is lost, and
 * none is made for a change that is rolled back.
 */
@Singleton
record EventFanOut(Webhooks webhooks, Deliveries deliveries, EventAccess access, Event<DeliveriesAdded> announced) {

    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    void published(@Observes ReportPublished event) {
        List<Subscriber> page = webhooks.unscopedSubscribersAfter(FIRST, EventType.REPORT_PUBLISHED, PAGE);
        while (!page.isEmpty()) {
            Set<UUID> receivers = access.among(page, event.report());
            if (!receivers.isEmpty()) {
                deliveries.unscopedAdd(webhooks.unscopedLocked(receivers).stream()
                        .map(webhook -> new Delivery(webhook, event))
                        .toList());
            }
            UUID last = page.get(page.size() - 1).webhook();
            page = webhooks.unscopedSubscribersAfter(last, EventType.REPORT_PUBLISHED, PAGE);
        }
        announced.fire(new DeliveriesAdded());
    }

    /** Tells {@link DeliveryWorker} after the commit that deliveries are due. */
    record DeliveriesAdded() {}
}
