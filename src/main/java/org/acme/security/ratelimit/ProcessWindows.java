package org.acme.security.ratelimit;

import io.vertx.core.Future;

/** Counts for each instance separately, in memory. */
final class ProcessWindows implements Windows {

    private final LocalWindows local;

    ProcessWindows(LocalWindows local) {
        this.local = local;
    }

    @Override
    public Future<Boolean> admit(RequestHits hits) {
        return Future.succeededFuture(local.admit(hits.take()));
    }

    @Override
    public boolean wouldRefuse(RequestHits hits) {
        return local.wouldRefuse(hits.undecided());
    }
}
