package org.acme.shared;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of IP addresses, such as {@code 10.0.0.0/8} or {@code 2002::/16}. Names are never resolved.
 *
 * @param network the network address in bytes, because a native image cannot contain an InetAddress from the build
 * @param prefix length of the network prefix in bits
 */
public record AddressBlock(byte[] network, int prefix) {

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** An address, with a prefix or without. What matches is never looked up as a name. */
    private static final Pattern LITERAL =
            Pattern.compile("(" + BYTE + "(?:\\." + BYTE + "){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

    /**
     * Settings of this type are parsed by this method as well.
     *
     * @throws IllegalArgumentException when the text is neither an address nor a block, has bits set after its prefix,
     *     or contains all addresses
     */
    public static AddressBlock of(String text) {
        Matcher parts = LITERAL.matcher(text.strip());
        try {
            if (parts.matches()) {
                // Not NetUtil, which cannot be used while a native image is built, where constants are parsed.
                byte[] bytes = InetAddress.getByName(parts.group(1)).getAddress();
                int bits = bytes.length * Byte.SIZE;
                int prefix = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
                int lowestBit = new BigInteger(1, bytes).getLowestSetBit();
                if (prefix >= 1 && prefix <= bits && (lowestBit < 0 || lowestBit >= bits - prefix)) {
                    return new AddressBlock(bytes, prefix);
                }
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address block: " + text, e);
        }
        throw new IllegalArgumentException("not an address block: " + text);
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
        byte[] bytes = other.getAddress();
        return bytes.length == network.length
                && new BigInteger(1, bytes).xor(new BigInteger(1, network)).bitLength()
                        <= bytes.length * Byte.SIZE - prefix;
    }
}
