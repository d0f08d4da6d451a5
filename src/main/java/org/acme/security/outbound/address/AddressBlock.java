package org.acme.security.outbound.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, such as {@code 10.0.0.0/8} or {@code 2002::/16}.
 *
 * @param network the network address in bytes, because a native image cannot contain an InetAddress from the build
 */
public record AddressBlock(byte[] network, int prefix) {

    private static final Pattern CIDR = Pattern.compile("([0-9.]+|[0-9a-f:]+)/([0-9]{1,3})");

    /** @throws IllegalArgumentException when the text is not a block, or has bits set after its prefix */
    public static AddressBlock of(String cidr) {
        Matcher parts = CIDR.matcher(cidr);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an address block: " + cidr);
        }
        AddressBlock block = new AddressBlock(literal(parts.group(1)), Integer.parseInt(parts.group(2)));
        byte[] bytes = block.network;
        for (int bit = block.prefix; bit < bytes.length * Byte.SIZE; bit++) {
            if (bit(bytes, bit) != 0) {
                throw new IllegalArgumentException("bits set after the prefix: " + cidr);
            }
        }
        if (block.prefix > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException("prefix too long: " + cidr);
        }
        return block;
    }

    /** Whether {@link #of} accepts the text. */
    public static boolean isBlock(String cidr) {
        try {
            of(cidr);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public boolean contains(InetAddress address) {
        byte[] otherBytes = address.getAddress();
        if (network.length != otherBytes.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(network, bit) != bit(otherBytes, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    private static byte[] literal(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + address, e);
        }
    }
}
