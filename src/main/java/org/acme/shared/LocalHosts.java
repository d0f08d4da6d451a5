package org.acme.shared;

import java.net.InetAddress;
import java.net.URI;

/** Recognizes hosts that are reached without a network, where encryption is not required. */
public final class LocalHosts {

    private LocalHosts() {}

    /** True for {@code localhost} and loopback addresses, with optional brackets for IPv6. Names are not resolved. */
    public static boolean is(String host) {
        InetAddress literal = AddressBlock.literal(host.replaceAll("^\\[(.*)]$", "$1"));
        return literal == null ? host.equalsIgnoreCase("localhost") : literal.isLoopbackAddress();
    }

    /** True for a URL with such a host, and for a Unix domain socket. */
    public static boolean isUrl(String url) {
        try {
            URI uri = URI.create(url);
            return "unix".equals(uri.getScheme()) || uri.getHost() != null && is(uri.getHost());
        } catch (IllegalArgumentException noUrl) {
            return false;
        }
    }
}
