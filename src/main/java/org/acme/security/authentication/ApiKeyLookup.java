package org.acme.security.authentication;

import java.util.Optional;

/** Reads API keys. Each instance calls it at most once per existing key and revocation delay, and after a change. */
public interface ApiKeyLookup {

    /** Whether a text has the form of a key; others are rejected without a query. */
    default boolean isWellFormed(String key) {
        return true;
    }

    /** The key with this hash. It may have expired: the control checks {@link ApiKeyState#expiresAt}. */
    Optional<ApiKeyState> byHash(String hash);
}
