package org.acme.security.hardening;

import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * The network address that a request comes from: whoever opened the connection, unless that is a trusted proxy, which
 * is believed about whom it forwards for.
 */
@Singleton
public class ClientAddress {

    private final List<Network> trusted;

    ClientAddress(ProxyConfig config) {
        trusted = config.trustedProxies().orElse(List.of());
    }

    /** A literal address, in one spelling. */
    public String of(RoutingContext ctx) {
        SocketAddress peer = ctx.request().remoteAddress();
        return of(peer == null ? null : peer.hostAddress(), ctx.request().headers());
    }

    /**
     * When both headers are present and disagree, a proxy passed one of them on as the client sent it. The nearest
     * proxy itself is the answer then, which nobody can choose.
     */
    String of(String connected, MultiMap headers) {
        InetAddress peer = connected == null ? null : Network.literal(connected);
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
        InetAddress said = headers.contains("Forwarded") ? byForwarded : byXForwardedFor;
        return (both && !byForwarded.equals(byXForwardedFor) ? peer : said).getHostAddress();
    }

    /** Whether any proxy is named at all. */
    boolean trustsSomebody() {
        return !trusted.isEmpty();
    }

    /** @param address null for a connection without one, which is nobody's */
    boolean trusts(InetAddress address) {
        if (address != null) {
            for (Network network : trusted) {
                if (network.contains(address)) {
                    return true;
                }
            }
        }
        return false;
    }
}
