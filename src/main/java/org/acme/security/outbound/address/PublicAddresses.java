package org.acme.security.outbound.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.acme.shared.AddressBlock;

/**
 * Recognizes public addresses: unicast, and in no block of the IANA registries of special-purpose addresses (RFC 6890,
 * RFC 8190), whether globally reachable or not.
 */
public final class PublicAddresses {

    /**
     * All IPv6 addresses that IANA has allocated. Mapped, compatible, translated, local and multicast addresses lie
     * outside.
     */
    private static final AddressBlock IPV6_UNICAST = AddressBlock.of("2000::/3");

    private static final List<AddressBlock> SPECIAL = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared, behind a provider's NAT
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // platform services of Azure, local to the host
                    "169.254.0.0/16", // link-local, including cloud metadata services
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.31.196.0/24", // AS112
                    "192.52.193.0/24", // AMT
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "192.175.48.0/24", // AS112
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and broadcast
                    "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID and others
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4, which carries an IPv4 address
                    "2620:4f:8000::/48", // AS112
                    "3ffe::/16", // 6bone, returned
                    "3fff::/20") // documentation
            .map(AddressBlock::of)
            .toList();

    private PublicAddresses() {}

    public static boolean contain(InetAddress address) {
        boolean unicast = !(address instanceof Inet6Address) || IPV6_UNICAST.contains(address) && !isIsatap(address);
        return unicast && SPECIAL.stream().noneMatch(block -> block.contains(address));
    }

    /**
     * With any prefix, the interface identifier {@code [02]00:5efe} contains an IPv4 address (RFC 5214, section 6.1).
     */
    private static boolean isIsatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return (bytes[8] & ~2) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }
}
