package org.acme.security.ratelimit;

import io.vertx.core.Future;

/** Where the windows are that a request is held to, beside its address' own. */
interface Windows {

    /**
     * Decides on all undecided claims of a request at once: admits all, or refuses and counts none. The claims hold the
     * answers. It never fails.
     */
    Future<Boolean> admit(RequestClaims claims);

    /** Whether what is known without asking anybody is enough to refuse; nothing is counted. */
    boolean wouldRefuse(RequestClaims claims);
}
