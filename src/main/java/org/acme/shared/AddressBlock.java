package org.acme.shared;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A block of IP addresses, such as {@code 10.0.0.0/8} or {@code 2002::/16}. Names are never resolved.
 *
 * @param network the network address in bytes, because a native image cannot contain an InetAddress from the build
 * @param prefix length of the network prefix in bits
 */
public record AddressBlock(byte[] network, int prefix) {

    private static final Pattern CIDR = Pattern.compile("([0-9.]+|[0-9a-f:]+)/([0-9]{1,3})");

    /** @throws IllegalArgumentException when the text is not a block, or has bits set after its prefix */
    public static AddressBlock of(String cidr) {
        Matcher parts = CIDR.matcher(cidr);
        try {
            if (parts.matches()) {
                // Not NetUtil, which cannot be used while a native image is built, where constants are parsed.
                byte[] bytes = InetAddress.getByName(parts.group(1)).getAddress();
                int after = bytes.length * Byte.SIZE - Integer.parseInt(parts.group(2));
                int lowestBit = new BigInteger(1, bytes).getLowestSetBit();
                if (after >= 0 && (lowestBit < 0 || lowestBit >= after)) {
                    return new AddressBlock(bytes, bytes.length * Byte.SIZE - after);
                }
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address block: " + cidr, e);
        }
        throw new IllegalArgumentException("not an address block: " + cidr);
    }

    public static boolean isBlock(String cidr) {
        try {
            of(cidr);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The address; IPv4 when mapped into IPv6; null when the text is not an IP address. */
    public static @Nullable InetAddress literal(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    public boolean contains(InetAddress other) {
        byte[] otherBytes = other.getAddress();
        if (network.length != otherBytes.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (((network[bit / 8] ^ otherBytes[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Parses a setting: {@code 192.0.2.1} or {@code 192.0.2.0/24}. Rejects a block of all addresses, which would trust
     * every client.
     */
    public static class Literal implements Converter<AddressBlock> {

        @Override
        public AddressBlock convert(String value) {
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
            return new AddressBlock(address.getAddress(), prefix);
        }
    }
}
