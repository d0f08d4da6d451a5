package org.acme.security.hardening;

import java.net.InetAddress;

/** Tells hosts that are reached without a network, so that nothing needs to be encrypted on the way. */
public final class ThisMachine {

    private ThisMachine() {}

    /** {@code localhost}, or a literal loopback address, IPv6 perhaps in brackets; no other name is looked up. */
    public static boolean is(String host) {
        InetAddress literal = Network.literal(host.replaceAll("^\\[(.*)]$", "$1"));
        return literal == null ? host.equalsIgnoreCase("localhost") : literal.isLoopbackAddress();
    }
}
