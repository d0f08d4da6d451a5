package org.acme.security.outbound;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a call goes: to the very address that was checked, and to nobody who cannot prove the URL's name. Only this
 * package makes one, and from here on nothing is looked up.
 */
final class Destination {

    private final SafeUrl url;
    private final InetAddress address;

    Destination(SafeUrl url, InetAddress address) {
        this.url = url;
        this.address = nameless(address);
    }

    /** Without the name that it was found by, and without a zone. */
    private static InetAddress nameless(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    SafeUrl url() {
        return url;
    }

    InetAddress address() {
        return address;
    }

    SocketAddress socket() {
        return SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port()));
    }
}
