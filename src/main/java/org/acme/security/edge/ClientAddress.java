package org.acme.security.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.acme.shared.AddressBlock;
import org.jspecify.annotations.Nullable;

/**
 * Determines the client's network address: the peer of the connection, or the address that a trusted proxy reports in
 * {@code Forwarded} or {@code X-Forwarded-For}.
 */
@Singleton
public class ClientAddress {

    private final List<AddressBlock> trusted;

    ClientAddress(ProxyConfig config) {
        trusted = config.trustedProxies().orElse(List.of());
    }

    /** An IP address in canonical form. */
    public String of(RoutingContext ctx) {
        SocketAddress peer = ctx.request().remoteAddress();
        return of(peer == null ? null : peer.hostAddress(), ctx.request().headers());
    }

    /**
     * When both headers are present and disagree, a proxy has passed one on as the client sent it. Then the address of
     * the nearest proxy counts, because a client cannot choose it.
     */
    String of(@Nullable String connected, MultiMap headers) {
        InetAddress peer = connected == null ? null : AddressBlock.literal(connected);
        if (peer == null) {
            return String.valueOf(connected);
        }
        if (!trusts(peer)) {
            return peer.getHostAddress();
        }
        Predicate<InetAddress> trusts = this::trusts;
        boolean both = headers.contains("X-Forwarded-For") && headers.contains("Forwarded");
        InetAddress byForwarded = ForwardedFor.forwarded(headers, peer, trusts);
        InetAddress byXForwardedFor = ForwardedFor.xForwardedFor(headers, peer, trusts);
        InetAddress reported = headers.contains("Forwarded") ? byForwarded : byXForwardedFor;
        return (both && !byForwarded.equals(byXForwardedFor) ? peer : reported).getHostAddress();
    }

    boolean isFromTrustedProxy(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return peer != null && peer.hostAddress() != null && trusts(AddressBlock.literal(peer.hostAddress()));
    }

    public boolean trustsAnyProxy() {
        return !trusted.isEmpty();
    }

    /** @param address null for a connection without an address, which is never trusted */
    boolean trusts(@Nullable InetAddress address) {
        return address != null && trusted.stream().anyMatch(network -> network.contains(address));
    }
}
