package org.acme.security.deadline;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Closes connections on which the service has written nothing for longer than any request takes. A client that drips
 * headers keeps its connection from being idle, but gets no response, whatever layer it talks to.
 */
@ApplicationScoped
class SilentConnections implements HttpServerOptionsCustomizer {

    private final DeadlineConfig config;

    SilentConnections(DeadlineConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        bound(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        bound(options);
    }

    /** The caller may be looked up for as long as the operation may take; between them the body is read. */
    private void bound(HttpServerOptions options) {
        Duration silence = config.idleTimeout().multipliedBy(2).plus(config.readTimeout());
        options.setWriteIdleTimeout(Math.toIntExact(options.getIdleTimeoutUnit().convert(silence)));
    }
}
