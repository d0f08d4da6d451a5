package org.acme.security.outbound;

import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.Optional;
import org.acme.security.outbound.address.Lookups;

/** Creates the clients for configured services without Quarkus, for tests of other packages. */
public final class UpstreamsFixture {

    private UpstreamsFixture() {}

    /** With Java's trust store only. */
    public static Upstreams create(Vertx vertx) {
        return create(vertx, new Lookups(InetAddress::getAllByName, Settings.production()));
    }

    static Upstreams create(Vertx vertx, Lookups lookups) {
        TlsConfigurationRegistry none = (TlsConfigurationRegistry) Proxy.newProxyInstance(
                UpstreamsFixture.class.getClassLoader(),
                new Class<?>[] {TlsConfigurationRegistry.class},
                (proxy, method, arguments) -> Optional.empty());
        return new Upstreams(vertx, lookups, none);
    }
}
