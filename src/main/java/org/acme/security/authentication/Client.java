package org.acme.security.authentication;

import java.net.Inet6Address;
import java.util.HexFormat;
import org.acme.security.crypto.SecretTokens;
import org.acme.shared.AddressBlock;
import org.jspecify.annotations.Nullable;

/** The client of a request: its network address and its {@code User-Agent}, cut to 200 characters. */
public record Client(String address, String userAgent) {

    private static final int MAX_USER_AGENT = 200;
    private static final int IPV6_CUSTOMER_BYTES = 8;

    static Client of(String address, @Nullable String userAgent) {
        String name = userAgent == null ? "" : userAgent;
        return new Client(address, name.substring(0, Math.min(MAX_USER_AGENT, name.length())));
    }

    /** The network address; of an IPv6 address the /64, because a customer can choose any address in it. */
    public String network() {
        return AddressBlock.literal(address) instanceof Inet6Address ipv6
                ? HexFormat.of().formatHex(ipv6.getAddress(), 0, IPV6_CUSTOMER_BYTES)
                : address;
    }

    /** A SHA-256 hash that identifies address and program. It is no secret: both can be guessed and tested. */
    public String device() {
        return SecretTokens.hash(address + "\n" + userAgent);
    }
}
