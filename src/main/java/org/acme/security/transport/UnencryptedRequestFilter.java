package org.acme.security.transport;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.edge.ClientAddress;
import org.acme.security.edge.RequestEncryption;
import org.acme.shared.FilterOrder;
import org.jboss.logging.Logger;

/**
 * Refuses unencrypted requests with 403, so that the client's author notices. A redirect would hide the mistake, and
 * the client would keep sending its token unencrypted.
 */
@Singleton
record UnencryptedRequestFilter(TransportConfig config, ClientAddress clients, RequestEncryption encryption) {

    private static final Logger LOG = Logger.getLogger(UnencryptedRequestFilter.class);

    void install(@Observes Filters filters) {
        if (config.tls() == TransportConfig.Tls.OFF) {
            return;
        }
        filters.register(this::check, FilterOrder.UNENCRYPTED);
        if (config.tls() == TransportConfig.Tls.PROXY && !clients.trustsAnyProxy()) {
            LOG.warn("app.tls is proxy, and app.trusted-proxies (APP_TRUSTED_PROXIES) is empty: every client"
                    + " that reaches the plain HTTP port is served. Set it to the addresses of your proxies");
        }
    }

    private void check(RoutingContext ctx) {
        if (encryption.of(ctx) == RequestEncryption.State.UNENCRYPTED) {
            ctx.fail(new Problem(ProblemCode.FORBIDDEN, "Unencrypted requests are not accepted. Use HTTPS."));
        } else {
            ctx.next();
        }
    }
}
