package org.acme.security.hardening;

import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/**
 * Whether a request was encrypted on its way, as far as the service and the proxies that it trusts can tell. A proxy
 * that is trusted speaks of the hop behind it; whatever anybody else writes about that counts for nothing.
 */
@Singleton
class Transit {

    private static final String KEY = Transit.class.getName();

    private final ClientAddress clients;

    Transit(ClientAddress clients) {
        this.clients = clients;
    }

    /** Found out once for each request. */
    State of(RoutingContext ctx) {
        State known = ctx.get(KEY);
        if (known == null) {
            SocketAddress peer = ctx.request().remoteAddress();
            known = of(
                    ctx.request().isSSL(),
                    peer == null ? null : peer.hostAddress(),
                    ctx.request().headers());
            ctx.put(KEY, known);
        }
        return known;
    }

    State of(boolean tls, String connected, MultiMap headers) {
        if (!clients.trustsSomebody()) {
            return tls ? State.ENCRYPTED : State.UNKNOWN;
        }
        InetAddress peer = connected == null ? null : Network.literal(connected);
        List<String> said = clients.trusts(peer) ? ForwardedProto.of(headers) : List.of();
        if (!said.isEmpty()) {
            return said.stream().allMatch("https"::equalsIgnoreCase) ? State.ENCRYPTED : State.CLEAR;
        }
        if (tls) {
            return State.ENCRYPTED;
        }
        boolean outsider = peer != null && !clients.trusts(peer) && !peer.isLoopbackAddress();
        return outsider ? State.CLEAR : State.UNKNOWN;
    }

    /** What is known of the way. */
    enum State {
        ENCRYPTED,

        /** Some hop was in the clear. */
        CLEAR,

        /** From this machine, or from a proxy that says nothing, or nobody is named who could know. */
        UNKNOWN
    }
}
