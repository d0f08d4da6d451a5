package org.acme.security.ratelimit.window;

/**
 * An IPv6 network as a key: the /64 of a customer, or the /48 that contains it (RFC 6177, RIPE-690).
 *
 * @param prefix the first 64 bits; bits after the length are zero
 * @param length 64 or 48
 */
public record Ipv6Network(long prefix, int length) {

    static final int CUSTOMER = 64;
    public static final int SITE = 48;
    private static final int PROVIDER = 32;

    /** The /48 that contains this network. */
    public Ipv6Network site() {
        return new Ipv6Network(prefix >>> CUSTOMER - SITE << CUSTOMER - SITE, SITE);
    }

    boolean isSite() {
        return length == SITE;
    }

    /** The first 32 bits: the smallest block that a registry allocates to a provider. */
    int provider() {
        return (int) (prefix >>> PROVIDER);
    }

    @Override
    public String toString() {
        return Long.toHexString(prefix) + "/" + length;
    }
}
