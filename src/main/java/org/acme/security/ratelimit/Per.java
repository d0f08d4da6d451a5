package org.acme.security.ratelimit;

/** The key of a policy. A Redis Cluster is asked for one key after another in this order, the address first. */
public enum Per {
    /** The client's network address; an IPv6 /64 counts as one address. */
    ADDRESS,
    /** The user, whatever session or API key they use; without valid credentials, the network address. */
    CALLER,
    /** The API key; without one, as {@link #CALLER}, so that no operation is without limit. */
    API_KEY,
    /** The account that the body names, before authentication; see {@link Keyed}. */
    ACCOUNT,
    /** The session that the body names; see {@link Keyed}. */
    SESSION,
    /** No key: all calls of the operation share one limit. */
    OPERATION;

    /** Whether the key can be a network address. */
    boolean isOfAddresses() {
        return this == ADDRESS || this == CALLER || this == API_KEY;
    }

    public boolean isNamedByTheBody() {
        return this == ACCOUNT || this == SESSION;
    }
}
