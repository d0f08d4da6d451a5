package org.acme.security.edge;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses or a single one. Parses literal addresses only; names are never resolved.
 *
 * @param prefix length of the network prefix in bits
 */
public record Network(InetAddress address, int prefix) {

    /** The address; IPv4 when mapped into IPv6; null when the text is not an IP address. */
    public static @Nullable InetAddress literal(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    boolean contains(InetAddress other) {
        byte[] ownBytes = address.getAddress();
        byte[] otherBytes = other.getAddress();
        if (ownBytes.length != otherBytes.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (((ownBytes[bit / 8] ^ otherBytes[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Parses {@code 192.0.2.1} or {@code 192.0.2.0/24}. Rejects a range of all addresses, which would trust every
     * client.
     */
    public static class Literal implements Converter<Network> {

        @Override
        public Network convert(String value) {
            String[] parts = value.strip().split("/", 2);
            InetAddress address = literal(parts[0]);
            if (address == null) {
                throw new IllegalArgumentException("not an address or CIDR: " + value);
            }
            int bits = address.getAddress().length * 8;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (prefix < 1 || prefix > bits) {
                throw new IllegalArgumentException("must not be empty or contain every address: " + value);
            }
            return new Network(address, prefix);
        }
    }
}
