package org.acme.security.transport;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Provides the HTTP server's certificate and key. Reads the files again at each interval of
 * {@code app.tls.reload-period}; when they are unusable or only half replaced, the server keeps its current
 * certificate.
 */
@ApplicationScoped
@Identifier(ServerKeys.NAME)
class ServerKeys implements KeyStoreProvider, MeterBinder {

    /** The name of the HTTP server's TLS configuration. */
    static final String NAME = "server";

    private static final Logger LOG = Logger.getLogger(ServerKeys.class);

    private final TransportConfig config;
    private volatile @Nullable ReplaceableKeys keys;
    private volatile double expiry = Double.POSITIVE_INFINITY;

    ServerKeys(TransportConfig config) {
        this.config = config;
    }

    /** Seconds since 1970, to be compared with the current time; infinite when no certificate is served. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("palisade.tls.certificate.expiry", () -> expiry)
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public @Nullable KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        if (config.tls() != TransportConfig.Tls.REQUIRED) {
            return null;
        }
        try {
            PemKeyCertOptions files = read();
            keys = new ReplaceableKeys(served(files));
            return new KeyStoreAndKeyCertOptions(files.loadKeyStore(vertx), KeyCertOptions.wrap(keys));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Scheduled(every = "{app.tls.reload-period}")
    void reload() {
        ReplaceableKeys served = keys;
        if (served != null) {
            try {
                served.replace(served(read()));
            } catch (GeneralSecurityException e) {
                LOG.errorf("The current certificate stays in use: %s", e.getMessage());
            }
        }
    }

    private X509ExtendedKeyManager served(PemKeyCertOptions files) throws GeneralSecurityException {
        X509ExtendedKeyManager identity = ServerIdentity.keys(files);
        expiry = ServerIdentity.expiry(identity).getEpochSecond();
        return identity;
    }

    /** The message of the exception names the property. */
    private PemKeyCertOptions read() throws GeneralSecurityException {
        return ServerIdentity.read(
                config.certificate().orElseThrow(), config.key().orElseThrow());
    }
}
