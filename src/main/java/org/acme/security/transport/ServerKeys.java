package org.acme.security.transport;

import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Provides the HTTP server's certificate and key, at startup and at each reload. When the files are unusable or only
 * half replaced, the server keeps its current certificate.
 */
@ApplicationScoped
@Identifier(ServerKeys.NAME)
class ServerKeys implements KeyStoreProvider {

    /** The name of the HTTP server's TLS configuration. */
    static final String NAME = "server";

    private static final Logger LOG = Logger.getLogger(ServerKeys.class);

    private final TransportConfig config;

    ServerKeys(TransportConfig config) {
        this.config = config;
    }

    @Override
    public @Nullable KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        if (config.tls() != TransportConfig.Tls.REQUIRED) {
            return null;
        }
        PemKeyCertOptions files = read();
        try {
            return new KeyStoreAndKeyCertOptions(files.loadKeyStore(vertx), files);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The message of the exception names the property. */
    private PemKeyCertOptions read() {
        try {
            return ServerIdentity.read(
                    config.certificate().orElseThrow(), config.key().orElseThrow());
        } catch (GeneralSecurityException e) {
            LOG.errorf("The current certificate stays in use: %s", e.getMessage());
            throw new IllegalStateException(e);
        }
    }
}
