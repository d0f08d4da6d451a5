package org.acme.security.deadline;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Decides, for one request, between the timeout and the effects of the request: either its response is written and its
 * transactions may commit, or it has timed out and none of its transactions commits any more. A commit that has begun
 * is waited for, because only the database knows how it ends.
 */
final class RequestDeadline {

    private static final String KEY = RequestDeadline.class.getName();

    private boolean timedOut;
    private boolean responding;
    private int commits;

    static void begin(RoutingContext ctx) {
        ctx.put(KEY, new RequestDeadline());
    }

    static RequestDeadline of(RoutingContext ctx) {
        return ctx.get(KEY);
    }

    /** The deadline of the request that this thread serves; null where it serves none. */
    static RequestDeadline current(CurrentVertxRequest request) {
        RoutingContext ctx = Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        return ctx == null ? null : of(ctx);
    }

    /**
     * Refuses the request, unless its response is being written or one of its transactions is being committed.
     *
     * @param refusal writes the response; nothing else of the request does so, or commits, meanwhile
     * @return false when a commit has to be waited for
     */
    synchronized boolean timeOut(Runnable refusal) {
        if (commits > 0) {
            return false;
        }
        if (!responding && !timedOut) {
            timedOut = true;
            refusal.run();
        }
        return true;
    }

    synchronized boolean isTimedOut() {
        return timedOut;
    }

    /** @return false when the request has timed out, so that the transaction must be rolled back */
    synchronized boolean beginCommit() {
        if (!timedOut) {
            commits++;
        }
        return !timedOut;
    }

    synchronized void endCommit() {
        commits--;
    }

    /** @return false when the request has timed out, so that the response must not be written */
    synchronized boolean beginResponse() {
        responding = !timedOut;
        return responding;
    }
}
