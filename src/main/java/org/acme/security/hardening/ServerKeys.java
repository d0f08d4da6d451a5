package org.acme.security.hardening;

import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import org.jboss.logging.Logger;

/**
 * Hands the HTTP server its certificate and key, at the start and whenever they may have changed. Files that are of no
 * use, or half replaced, change nothing: what was served before still is.
 */
@ApplicationScoped
@Identifier(ServerKeys.NAME)
class ServerKeys implements KeyStoreProvider {

    /** Of the TLS configuration that the HTTP server uses. */
    static final String NAME = "server";

    private static final Logger LOG = Logger.getLogger(ServerKeys.class);

    private final TransportConfig config;

    ServerKeys(TransportConfig config) {
        this.config = config;
    }

    @Override
    public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        if (config.tls() != TransportConfig.Tls.REQUIRED) {
            return null;
        }
        PemKeyCertOptions files = read();
        try {
            return new KeyStoreAndKeyCertOptions(files.loadKeyStore(vertx), files);
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The message is the service's own: it names the property. */
    private PemKeyCertOptions read() {
        try {
            return ServerIdentity.read(
                    config.certificate().orElseThrow(), config.key().orElseThrow());
        } catch (GeneralSecurityException unusable) {
            LOG.errorf("The current certificate stays in use: %s", unusable.getMessage());
            throw new IllegalStateException(unusable);
        }
    }
}
