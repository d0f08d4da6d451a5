package org.acme.security.ratelimit;

import io.vertx.core.Future;

/** Counts for each instance separately, in memory. */
final class ProcessWindows implements Windows {

    private final LocalWindows local;

    ProcessWindows(LocalWindows local) {
        this.local = local;
    }

    @Override
    public Future<Boolean> admit(RequestClaims claims) {
        return Future.succeededFuture(local.admit(claims.take()));
    }

    @Override
    public boolean wouldRefuse(RequestClaims claims) {
        return local.wouldRefuse(claims.undecided());
    }
}
