package org.acme.security.outbound;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import org.acme.security.outbound.address.Lookups;
import org.acme.security.outbound.exchange.BoundedExchange;

/** Creates clients for configured services. */
@Singleton
public class Upstreams {

    private final Vertx vertx;
    private final Lookups lookups;
    private final TlsConfigurationRegistry tls;

    Upstreams(Vertx vertx, Lookups lookups, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        // Names that users choose must not keep configured services from being called.
        this.lookups = lookups.withOwnThreads();
        this.tls = tls;
    }

    /**
     * @param base from a setting, never from a user: it may be an internal address
     * @param tlsName the TLS configuration whose trust store replaces Java's, if configured
     */
    public Upstream at(URI base, Limits limits, String tlsName) {
        return new Upstream(base, limits, lookups, exchange(limits, tlsName));
    }

    BoundedExchange exchange(Limits limits, String tlsName) {
        TrustOptions trust =
                tls.get(tlsName).map(TlsConfiguration::getTrustStoreOptions).orElse(null);
        return new BoundedExchange(vertx, limits, trust);
    }

    @PreDestroy
    void close() {
        lookups.close();
    }
}
