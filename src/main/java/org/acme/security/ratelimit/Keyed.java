package org.acme.security.ratelimit;

/**
 * A request that names the account or session whose window it counts in, where the caller is not authenticated yet: a
 * login, a refresh.
 */
public interface Keyed {

    /**
     * The name in the one form that it has. Where several spellings reach the same account, they must have the same
     * key, or each spelling has a window of its own.
     *
     * @return null when the request names none; it counts in the operation's other windows then
     */
    String rateLimitKey();
}
