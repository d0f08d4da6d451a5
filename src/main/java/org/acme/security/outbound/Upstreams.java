package org.acme.security.outbound;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.net.URI;

/** Opens the way to services that a setting names, for controls and features that consume one. */
@Singleton
public class Upstreams {

    private final Vertx vertx;
    private final Lookups lookups;
    private final TlsConfigurationRegistry tls;

    Upstreams(Vertx vertx, Lookups lookups, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        this.lookups = lookups;
        this.tls = tls;
    }

    /**
     * @param base from a setting, never from a user: it may be an inside address
     * @param tlsName of the TLS configuration whose trust store replaces Java's, when there is one
     */
    public Upstream at(URI base, Limits limits, String tlsName) {
        return new Upstream(
                base,
                limits,
                lookups,
                new BoundedExchange(
                        vertx,
                        limits,
                        tls.get(tlsName)
                                .map(TlsConfiguration::getTrustStoreOptions)
                                .orElse(null)));
    }
}
