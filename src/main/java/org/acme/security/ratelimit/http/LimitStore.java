package org.acme.security.ratelimit.http;

import io.vertx.core.Future;

/** Decides on the limits of a request other than the one of its address. */
public interface LimitStore {

    /**
     * Decides on all undecided hits of a request at once: admits all, or refuses and counts none. The hits contain the
     * decisions. The future never fails.
     */
    Future<Boolean> admit(RequestHits hits);
}
