package org.acme.security.ratelimit;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;

/** The network that a request comes from, as the key of its windows. */
final class NetworkAddress {

    private static final int IPV6_BYTES = 16;
    private static final int IPV4_GROUP_BITS = 16;

    private NetworkAddress() {}

    /**
     * An IPv4 address counts by itself. An IPv6 address counts as its /64, because a customer chooses addresses in it
     * freely.
     *
     * @param address a literal address, never mapped into the other family
     */
    static Object network(String address) {
        byte[] bytes = address.indexOf(':') < 0 ? null : NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length < IPV6_BYTES
                ? address
                : new Ipv6Network(ByteBuffer.wrap(bytes).getLong(), Ipv6Network.CUSTOMER);
    }

    /** The block of addresses that a key belongs to: the /32 of IPv6, the /16 of IPv4; any other key is its own. */
    static int block(Object key) {
        if (key instanceof Ipv6Network network) {
            return network.provider();
        }
        byte[] ipv4 = key instanceof String text ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        return ipv4 == null ? key.hashCode() : ByteBuffer.wrap(ipv4).getInt() >>> IPV4_GROUP_BITS;
    }
}
