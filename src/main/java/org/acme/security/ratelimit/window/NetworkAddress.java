package org.acme.security.ratelimit.window;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;

/** Converts a client address to the key of its windows. */
public final class NetworkAddress {

    private static final int IPV6_BYTES = 16;
    private static final int IPV4_GROUP_BITS = 16;

    private NetworkAddress() {}

    /**
     * An IPv4 address is its own key. An IPv6 address counts as its /64, because a customer can choose any address in
     * it.
     *
     * @param address an IP address, never IPv4 mapped into IPv6
     */
    public static Object network(String address) {
        byte[] bytes = address.indexOf(':') < 0 ? null : NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length < IPV6_BYTES
                ? address
                : new Ipv6Network(ByteBuffer.wrap(bytes).getLong(), Ipv6Network.CUSTOMER);
    }

    /** The address block of a key: the /32 of IPv6, the /16 of IPv4; any other key is its own block. */
    static int block(Object key) {
        if (key instanceof Ipv6Network network) {
            return network.provider();
        }
        byte[] ipv4 = key instanceof String text ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        return ipv4 == null ? key.hashCode() : ByteBuffer.wrap(ipv4).getInt() >>> IPV4_GROUP_BITS;
    }

    /** Whether a key is a network address, which clients can choose. */
    static boolean is(Object key) {
        return key instanceof Ipv6Network || key instanceof String text && NetUtil.isValidIpV4Address(text);
    }
}
