package org.acme.security.ratelimit.http;

import io.vertx.core.Future;
import org.acme.security.ratelimit.window.LocalLimiter;

/** Counts for each instance separately, in memory. */
public final class LocalStore implements LimitStore {

    private final LocalLimiter local;

    public LocalStore(LocalLimiter local) {
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
