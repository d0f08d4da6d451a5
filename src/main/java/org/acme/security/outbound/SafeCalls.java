package org.acme.security.outbound;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import org.acme.security.outbound.exchange.BoundedExchange;
import org.acme.security.outbound.exchange.TimedWait;

/**
 * Calls URLs of users, at the address that was checked. The request carries no credentials of the service or of the
 * caller, and only the status of the response is returned.
 */
@Singleton
public class SafeCalls {

    /** The TLS configuration whose trust store replaces Java's, if configured. */
    private static final String TLS = "outbound";

    private final UrlGuard guard;
    private final Limits limits;
    private final BoundedExchange exchange;

    @Inject
    SafeCalls(UrlGuard guard, OutboundConfig config, Upstreams upstreams) {
        this(guard, config.limits(), upstreams.exchange(config.limits(), TLS));
    }

    SafeCalls(UrlGuard guard, Limits limits, BoundedExchange exchange) {
        this.guard = guard;
        this.limits = limits;
        this.exchange = exchange;
    }

    /**
     * Checks the URL of a user and posts to it. Blocks for at most {@code app.outbound.total-timeout}, so never call it
     * on an event loop.
     *
     * @return the status; redirects are not followed
     * @throws UrlRefused when the URL is refused
     * @throws LookupsBusy when its name cannot be looked up now
     * @throws CallFailed when there is no response within the limits
     */
    @WithSpan(value = "outbound.post", kind = SpanKind.CLIENT)
    public int post(UUID user, String url, Map<String, String> headers, byte[] body) {
        return TimedWait.await(
                        guard.destination(user, url)
                                .thenCompose(checked -> exchange.start(checked, HttpMethod.POST, headers, body)),
                        limits.total())
                .status();
    }

    @PreDestroy
    void close() {
        exchange.close();
    }
}
