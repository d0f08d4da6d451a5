package org.acme.security.audit;

import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The request in which an event happened.
 *
 * @param caller null for an anonymous request
 * @param address the client's network address; null outside of a request
 */
record Origin(@Nullable Caller caller, @Nullable String address, String traceId) {

    /** Null with an API key, and without a caller. */
    @Nullable
    UUID session() {
        return caller == null ? null : caller.session();
    }

    /** Null with a session, and without a caller. */
    @Nullable
    UUID apiKey() {
        return caller == null ? null : caller.apiKey();
    }
}
