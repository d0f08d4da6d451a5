package org.acme.security.ratelimit.http;

import io.vertx.core.Future;

/**
 * Decides on the undecided hits of a request. A store that all instances share also decides on the address, with the
 * first decision.
 */
public interface LimitStore {

    /**
     * Decides on all undecided hits of a request at once: admits all, or refuses and counts none. The hits contain the
     * decisions. The future never fails.
     */
    Future<Boolean> admit(RequestHits hits);
}
