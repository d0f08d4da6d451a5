package org.acme.security.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.acme.problem.TraceId;
import org.acme.security.edge.ClientAddress;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes security events to the table {@code audit_events} and, as one line of JSON, to the log category {@code audit}.
 */
@ApplicationScoped
public class Audit {

    /** The permission to read audit events. */
    public static final String READ = "audit:read";

    private static final Logger LOG = Logger.getLogger("audit");
    static final String METRIC = "palisade.audit.events";

    private final AuditEvents events;
    private final CurrentVertxRequest request;
    private final ClientAddress client;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterRegistry metrics;

    Audit(
            AuditEvents events,
            CurrentVertxRequest request,
            ClientAddress client,
            ObjectMapper json,
            Clock clock,
            MeterRegistry metrics) {
        this.events = events;
        this.request = request;
        this.client = client;
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Records the event in the current transaction, or in a new one when none is active. */
    @Transactional
    public void record(AuditEvent event) {
        record(event, address(), TraceId.current());
    }

    @Transactional
    void record(AuditEvent event, String address, String traceId) {
        AuditRecord kept = new AuditRecord(clock.instant(), event, address, traceId, write(event.details()));
        events.persist(kept);
        LOG.info(line(kept, event.details()));
        metrics.counter(METRIC, "event", kept.type).increment();
    }

    /** The client's address; null outside an HTTP request. */
    @Nullable
    String address() {
        return request.getCurrent() == null ? null : client.of(request.getCurrent());
    }

    private String line(AuditRecord kept, Map<String, String> details) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", kept.type);
        line.put("actor", kept.actor);
        line.put("subject", kept.subject);
        line.put("address", kept.address);
        line.put("traceId", kept.traceId);
        line.putAll(details);
        return write(line);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
