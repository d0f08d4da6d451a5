package org.acme.security.outbound.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves a host name. An interface of its own, so that tests can act as a hostile name server. */
@FunctionalInterface
public interface Resolver {

    /** Blocks without a timeout; {@link Lookups} limits it. */
    InetAddress[] addresses(String name) throws UnknownHostException;
}
