package org.acme.security.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * A request body that identifies an account or a session for rate limits before the caller is authenticated, such as
 * that of a login.
 */
public interface Keyed {

    /**
     * The identifier in canonical form. All spellings of an account must give the same key; otherwise each spelling has
     * a limit of its own.
     *
     * @return null when the body names none; then only the other policies apply
     */
    @Nullable
    String rateLimitKey();
}
