package org.acme.security.outbound;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The target of a call: a URL and the address to connect to, which {@link UrlGuard} has checked if the URL is a user's.
 * Nothing is resolved afterwards, and TLS verifies the URL's host name. Only this package can create one.
 */
public final class Destination {

    private final SafeUrl url;
    private final InetAddress address;

    Destination(SafeUrl url, InetAddress address) {
        this.url = url;
        this.address = nameless(address);
    }

    /** Removes the host name and the zone from the address. */
    private static InetAddress nameless(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    public SafeUrl url() {
        return url;
    }

    InetAddress address() {
        return address;
    }

    public SocketAddress socket() {
        return SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port()));
    }
}
