package org.acme.security.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import org.acme.problem.TraceId;
import org.acme.security.authentication.Caller;
import org.acme.security.edge.ClientAddress;
import org.jboss.logging.Logger;

/**
 * Writes security events to the table {@code audit_events} and, after the commit, as one line of JSON to the log
 * category {@code audit}. An event that is rolled back with its change is neither logged nor counted.
 */
@ApplicationScoped
public class Audit {

    public static final String READ = "audit:read";

    private static final Logger LOG = Logger.getLogger(AuditLogStartupCheck.CATEGORY);
    static final String METRIC = "palisade.audit.events";

    private final AuditEvents events;
    private final Vocabulary vocabulary;
    private final RefusalCounts counts;
    private final CurrentVertxRequest request;
    private final ClientAddress client;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Event<Recorded> recorded;

    Audit(
            AuditEvents events,
            Vocabulary vocabulary,
            RefusalCounts counts,
            CurrentVertxRequest request,
            ClientAddress client,
            Clock clock,
            MeterRegistry metrics,
            Event<Recorded> recorded) {
        this.events = events;
        this.vocabulary = vocabulary;
        this.counts = counts;
        this.request = request;
        this.client = client;
        this.clock = clock;
        this.metrics = metrics;
        this.recorded = recorded;
    }

    void start(@Observes StartupEvent start) {
        if (!AuditLogStartupCheck.isWritten()) {
            throw new IllegalStateException(
                    "Security events would not be logged. The levels of the log category audit (QUARKUS_LOG_CATEGORY__AUDIT__LEVEL)"
                            + " and of a log handler (QUARKUS_LOG_CONSOLE_LEVEL) must be INFO or lower, the handler must be enabled"
                            + " (QUARKUS_LOG_CONSOLE_ENABLED), and filters, formats and queues (overflow=block) must keep the messages");
        }
    }

    /** Records the event in the current transaction, or in a new one when none is active. */
    @Transactional
    public void record(AuditEvent event) {
        record(event, origin());
    }

    /**
     * Records a refusal with its number within the hour, unless {@link RefusalCounts} leaves it out.
     *
     * @param refused the user; before authentication, the session
     * @param operation a name in the code; the counts keep each that they were given
     */
    public void recordRefusal(
            UUID refused, Class<? extends AuditEvent> kind, String operation, LongFunction<AuditEvent> event) {
        long count = counts.next(refused, kind, operation);
        if (count != RefusalCounts.NOT_RECORDED) {
            record(event.apply(count));
        }
    }

    @Transactional
    void record(AuditEvent event, Origin origin) {
        AuditRecord kept = new AuditRecord(
                clock.instant(), event, vocabulary.of(event.type()), origin, Json.encode(event.details()));
        events.persist(kept);
        recorded.fire(new Recorded(kept.type, line(kept, event)));
    }

    /** An event of the current transaction, with its line in the log. */
    record Recorded(String type, String line) {}

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Recorded event) {
        LOG.info(event.line());
        metrics.counter(METRIC, "event", event.type()).increment();
    }

    /** The origin of the current request. Outside of a request, it has neither caller nor address. */
    Origin origin() {
        RoutingContext ctx = request.getCurrent();
        return ctx == null
                ? new Origin(null, null, TraceId.current())
                : new Origin(Caller.of(ctx), client.of(ctx), TraceId.current());
    }

    private String line(AuditRecord kept, AuditEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", kept.at.toString());
        line.put("event", kept.type);
        line.put("vocabulary", kept.vocabulary);
        line.put("actor", kept.actor);
        line.put("subject", kept.subject);
        line.put("session", kept.session);
        line.put("apiKey", kept.apiKey);
        line.put("address", kept.address);
        line.put("traceId", kept.traceId);
        line.putAll(event.details());
        line.put("count", event.count());
        return Json.encode(line);
    }
}
