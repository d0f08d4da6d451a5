package org.acme.security.outbound.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the address rule against IANA's special-purpose registries and neighbouring blocks, with independent
 * arithmetic.
 */
class PublicAddressesTest {

    /** The rows of the IPv4 registry, the blocks that are not unicast, and an address that Azure uses internally. */
    private static final List<String> IPV4 = List.of(
            "0.0.0.0/8",
            "0.0.0.0/32",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.0.0/29",
            "192.0.0.8/32",
            "192.0.0.9/32",
            "192.0.0.10/32",
            "192.0.0.170/32",
            "192.0.0.171/32",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.88.99.2/32",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "255.255.255.255/32",
            "224.0.0.0/4");

    /** The rows of the IPv6 registry, and the blocks that are not unicast or not allocated. */
    private static final List<String> IPV6 = List.of(
            "::/128",
            "::1/128",
            "::ffff:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "100:0:0:1::/64",
            "2001::/23",
            "2001::/32",
            "2001:1::1/128",
            "2001:1::2/128",
            "2001:1::3/128",
            "2001:2::/48",
            "2001:3::/32",
            "2001:4:112::/48",
            "2001:10::/28",
            "2001:20::/28",
            "2001:30::/28",
            "2001:db8::/32",
            "2002::/16",
            "2620:4f:8000::/48",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
            "::/96",
            "::ffff:0:0:0/96",
            "::/3",
            "4000::/2",
            "8000::/1",
            "3ffe::/16");

    @Provide
    Arbitrary<byte[]> special4() {
        return Arbitraries.of(IPV4).flatMap(PublicAddressesTest::within);
    }

    @Provide
    Arbitrary<byte[]> special6() {
        return Arbitraries.of(IPV6).flatMap(PublicAddressesTest::within);
    }

    @Provide
    Arbitrary<byte[]> any4() {
        return Arbitraries.bytes().array(byte[].class).ofSize(4);
    }

    @Provide
    Arbitrary<byte[]> any6() {
        return Combinators.combine(
                        Arbitraries.of(0x20, 0x24, 0x26, 0x28, 0x2a, 0x2c, 0x3f, 0, 0xfc),
                        Arbitraries.bytes().array(byte[].class).ofSize(15))
                .as((first, rest) -> {
                    byte[] address = new byte[16];
                    address[0] = first.byteValue();
                    System.arraycopy(rest, 0, address, 1, 15);
                    return address;
                });
    }

    @Property
    void no_special_ipv4_address_is_public(@ForAll("special4") byte[] address) {
        assertThat(isPublic(address)).isFalse();
    }

    @Property
    void no_special_ipv6_address_is_public(@ForAll("special6") byte[] address) {
        assertThat(isPublic(address)).isFalse();
    }

    @Property
    void ipv4_address_outside_the_special_registry_is_public(@ForAll("any4") byte[] address) {
        assertThat(isPublic(address)).isEqualTo(IPV4.stream().noneMatch(row -> covers(row, address)));
    }

    @Property
    void ipv6_address_outside_the_special_registry_is_public(@ForAll("any6") byte[] address) {
        boolean isatap = hex(address).substring(16).matches("0[02]005efe.*");
        assertThat(isPublic(address)).isEqualTo(!isatap && IPV6.stream().noneMatch(row -> covers(row, address)));
    }

    @Property
    void ipv4_address_embedded_in_an_ipv6_address_is_not_public(@ForAll("any4") byte[] ipv4) {
        byte[] inverted = {(byte) ~ipv4[0], (byte) ~ipv4[1], (byte) ~ipv4[2], (byte) ~ipv4[3]};
        List<String> disguises = List.of(
                "00000000000000000000ffff" + hex(ipv4), // mapped
                "000000000000000000000000" + hex(ipv4), // compatible
                "0000000000000000ffff0000" + hex(ipv4), // translated
                "0064ff9b0000000000000000" + hex(ipv4), // NAT64
                "0064ff9b0001000000000000" + hex(ipv4), // NAT64 with a local prefix
                "2002" + hex(ipv4) + "00000000000000000001", // 6to4
                "20010000414100000000ffff" + hex(inverted), // Teredo
                "260012345678000000005efe" + hex(ipv4), // ISATAP
                "260012345678000002005efe" + hex(ipv4), // ISATAP of a globally unique address
                "fe8000000000000000005efe" + hex(ipv4));
        assertThat(disguises).noneMatch(disguise -> isPublic(new BigInteger(disguise, 16), 16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::",
                "2001:4860:4860::8888",
                "2003::",
                "2606:4700:4700::1111",
                "2a00:1450:4001::200e",
                "2c0f:fb50::1"
            })
    void address_next_to_a_special_block_is_public(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    private static Arbitrary<byte[]> within(String row) {
        int size = row.contains(":") ? 16 : 4;
        BigInteger first = new BigInteger(1, network(row));
        BigInteger last =
                first.add(BigInteger.ONE.shiftLeft(size * 8 - prefix(row))).subtract(BigInteger.ONE);
        return Arbitraries.bigIntegers().between(first, last).map(number -> bytes(number, size));
    }

    private static boolean covers(String row, byte[] address) {
        byte[] network = network(row);
        int shift = address.length * 8 - prefix(row);
        return network.length == address.length
                && new BigInteger(1, network).shiftRight(shift).equals(new BigInteger(1, address).shiftRight(shift));
    }

    private static int prefix(String row) {
        return Integer.parseInt(row.substring(row.indexOf('/') + 1));
    }

    /** Works on bytes, because Java converts a mapped address to IPv4. */
    private static byte[] network(String row) {
        try {
            byte[] bytes =
                    InetAddress.getByName(row.substring(0, row.indexOf('/'))).getAddress();
            return row.contains(":") && bytes.length == 4 ? bytes(new BigInteger("ffff" + hex(bytes), 16), 16) : bytes;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isPublic(BigInteger address, int size) {
        return isPublic(bytes(address, size));
    }

    private static boolean isPublic(byte[] address) {
        try {
            return PublicAddresses.contain(
                    address.length == 4
                            ? InetAddress.getByAddress(address)
                            : Inet6Address.getByAddress(null, address, -1));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(BigInteger number, int size) {
        byte[] all = new byte[size];
        for (int i = 0; i < size; i++) {
            all[size - 1 - i] = number.shiftRight(i * 8).byteValue();
        }
        return all;
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
