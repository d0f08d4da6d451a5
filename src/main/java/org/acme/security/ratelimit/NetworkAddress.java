package org.acme.security.ratelimit;

import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a request comes from. An IPv6 customer has a whole /64 to choose addresses from, so it counts as one place. */
final class NetworkAddress {

    private static final int IPV6_NETWORK_BYTES = 8;

    private NetworkAddress() {}

    static String key(HttpServerRequest request) {
        return "address:" + network(request.remoteAddress().hostAddress());
    }

    /** @param address a literal address, so that nothing is looked up */
    static String network(String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException notLiteral) {
            return address;
        }
    }
}
