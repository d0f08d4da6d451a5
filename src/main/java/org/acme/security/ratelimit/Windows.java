package org.acme.security.ratelimit;

import io.vertx.core.Future;

/** Decides on the limits of a request other than the one of its address. */
interface Windows {

    /**
     * Decides on all undecided claims of a request at once: admits all, or refuses and counts none. The claims contain
     * the decisions. The future never fails.
     */
    Future<Boolean> admit(RequestClaims claims);

    /** Whether local state is enough to refuse the request. Counts nothing. */
    boolean wouldRefuse(RequestClaims claims);
}
