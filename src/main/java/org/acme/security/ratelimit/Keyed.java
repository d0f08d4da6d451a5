package org.acme.security.ratelimit;

/**
 * A request that says whose window it counts in, where nobody is authenticated yet: the account of a login, the session
 * of a refresh. It may be anything a client sends: it is only ever hashed.
 */
public interface Keyed {

    /** Null when the request names nobody; it counts in the operation's other windows then. */
    String rateLimitKey();
}
