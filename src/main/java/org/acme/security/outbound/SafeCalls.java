package org.acme.security.outbound;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** Calls URLs that users gave: to the address that was checked, with nothing of the caller, and for a status only. */
@Singleton
public class SafeCalls {

    /** Name of the TLS configuration whose trust store replaces Java's, when there is one. */
    private static final String TLS = "outbound";

    private final UrlGuard guard;
    private final Limits limits;
    private final BoundedExchange exchange;

    @Inject
    SafeCalls(UrlGuard guard, OutboundConfig config, Vertx vertx, TlsConfigurationRegistry tls) {
        this(
                guard,
                config.limits(),
                new BoundedExchange(
                        vertx,
                        config.limits(),
                        tls.get(TLS).map(TlsConfiguration::getTrustStoreOptions).orElse(null)));
    }

    SafeCalls(UrlGuard guard, Limits limits, BoundedExchange exchange) {
        this.guard = guard;
        this.limits = limits;
        this.exchange = exchange;
    }

    /**
     * Checks the URL and posts to it, within {@code app.outbound.total-timeout}; never on an event loop, because it
     * waits.
     *
     * @return the status, of a redirect too: it is not followed
     * @throws UrlRefused when the URL is not called
     * @throws CallFailed when there is no answer within the limits
     */
    public int post(String url, Map<String, String> headers, byte[] body) {
        OutboundRequest request = new OutboundRequest(HttpMethod.POST, headers, body);
        return Patience.await(
                        guard.destination(url).thenCompose(checked -> exchange.start(checked, request)), limits.total())
                .status();
    }

    @PreDestroy
    void close() {
        exchange.close();
    }
}
