package org.acme.security.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a name, once. A part of its own so that a test can be a hostile name server. */
@FunctionalInterface
public interface Resolver {

    /** Blocks, for as long as it likes: {@link Lookups} bounds that. */
    InetAddress[] addresses(String name) throws UnknownHostException;
}
