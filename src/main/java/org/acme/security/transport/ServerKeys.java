package org.acme.security.transport;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Provides the HTTP server's certificate and key. Reads the files again at each interval of
 * {@code app.tls.reload-period}; when they are unusable or only half replaced, the server keeps its current
 * certificate.
 */
@ApplicationScoped
@Identifier(ServerKeys.NAME)
class ServerKeys implements KeyStoreProvider {

    /** The name of the HTTP server's TLS configuration. */
    static final String NAME = "server";

    private static final Logger LOG = Logger.getLogger(ServerKeys.class);

    private final TransportConfig config;
    private volatile @Nullable ReplaceableKeys keys;

    ServerKeys(TransportConfig config) {
        this.config = config;
    }

    @Override
    public @Nullable KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        if (config.tls() != TransportConfig.Tls.REQUIRED) {
            return null;
        }
        try {
            PemKeyCertOptions files = read();
            keys = new ReplaceableKeys(ServerIdentity.keys(files));
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
                served.replace(ServerIdentity.keys(read()));
            } catch (GeneralSecurityException e) {
                LOG.errorf("The current certificate stays in use: %s", e.getMessage());
            }
        }
    }

    /** The message of the exception names the property. */
    private PemKeyCertOptions read() throws GeneralSecurityException {
        return ServerIdentity.read(
                config.certificate().orElseThrow(), config.key().orElseThrow());
    }
}
