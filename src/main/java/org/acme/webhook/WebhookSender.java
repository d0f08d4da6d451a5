package org.acme.webhook;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.vertx.core.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.acme.problem.LogText;
import org.acme.problem.Outages;
import org.acme.security.crypto.FieldEncryption;
import org.acme.security.outbound.CallFailed;
import org.acme.security.outbound.LookupsBusy;
import org.acme.security.outbound.SafeCalls;
import org.acme.security.outbound.UrlRefused;
import org.acme.webhook.DeliveryQueue.Attempt;
import org.jboss.logging.Logger;

/** Makes one delivery attempt: checks that the owner still has access, signs the message and posts it. */
@ApplicationScoped
class WebhookSender {

    private static final Logger LOG = Logger.getLogger(WebhookSender.class);

    private final EventAccess access;
    private final FieldEncryption encryption;
    private final SafeCalls calls;
    private final UrlRefusalAudit refusals;
    private final Clock clock;

    WebhookSender(
            EventAccess access, FieldEncryption encryption, SafeCalls calls, UrlRefusalAudit refusals, Clock clock) {
        this.access = access;
        this.encryption = encryption;
        this.calls = calls;
        this.refusals = refusals;
        this.clock = clock;
    }

    @WithSpan("webhook.deliver")
    Outcome deliver(Attempt attempt) {
        try {
            return attempted(attempt);
        } catch (RuntimeException e) {
            UUID delivery = attempt.delivery().id;
            if (Outages.is(e)) {
                LOG.warnf("Delivery %s is postponed: %s", delivery, e.getClass().getName());
                return Outcome.postponed();
            }
            LOG.errorf(LogText.trace(e), "Delivery %s could not be attempted", delivery);
            return Outcome.failed(DeliveryError.INTERNAL_ERROR);
        }
    }

    private Outcome attempted(Attempt attempt) {
        try {
            boolean mayKnow = !access.among(List.of(attempt.webhook().subscriber()), attempt.delivery().reportId)
                    .isEmpty();
            return mayKnow ? Outcome.responded(post(attempt)) : Outcome.failed(DeliveryError.NO_ACCESS);
        } catch (LookupsBusy e) {
            return Outcome.postponed();
        } catch (UrlRefused e) {
            refusals.record(attempt.webhook().ownerId, attempt.webhook().id, e);
            return Outcome.failed(DeliveryError.REFUSED);
        } catch (CallFailed e) {
            return Outcome.failed(DeliveryError.valueOf(e.reason().name()));
        }
    }

    private int post(Attempt attempt) {
        Webhook webhook = attempt.webhook();
        String body = body(attempt.delivery());
        String secret = encryption.decrypt(Webhook.row(webhook.id), webhook.secret);
        UUID id = attempt.delivery().id;
        long timestamp = clock.instant().getEpochSecond();
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "webhook-id",
                id.toString(),
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                Signature.of(secret, id, timestamp, body));
        return calls.post(webhook.ownerId, webhook.url, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The structure that Standard Webhooks recommends: the event, its time and the id of its report, but no content of
     * the report. The text is the same for each attempt.
     */
    private String body(Delivery delivery) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", delivery.event);
        message.put("timestamp", delivery.createdAt);
        message.put("data", Map.of("reportId", delivery.reportId));
        return Json.encode(message);
    }
}
