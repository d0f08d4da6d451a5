package org.acme.security.ratelimit.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.acme.problem.Problem;

/** Decides on hits during the request, on a worker thread, which may block. */
@Singleton
public record RateLimiter(LimitStore windows, RateLimitHeaders rateLimitHeaders, CurrentVertxRequest current) {

    /**
     * Adds hits and decides on those that are undecided. Has no effect without a request, or when the request is not
     * limited.
     *
     * @param counting adds the hits
     * @throws Problem 429 when a limit is exceeded
     */
    public void admit(Consumer<RequestHits> counting) {
        RoutingContext ctx = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        RequestHits hits = ctx == null ? null : RequestHits.of(ctx);
        if (hits != null) {
            refuseEnded(hits);
            counting.accept(hits);
            if (hits.hasUndecided()) {
                decide(ctx, hits);
            }
            refuseEnded(hits);
        }
    }

    /** When the client has disconnected meanwhile, the request is counted elsewhere, perhaps beyond the limit. */
    private void refuseEnded(RequestHits hits) {
        if (hits.isEnded()) {
            throw rateLimitHeaders.countedRefusal(hits);
        }
    }

    private void decide(RoutingContext ctx, RequestHits hits) {
        boolean admitted =
                windows.admit(hits).toCompletionStage().toCompletableFuture().join();
        rateLimitHeaders.setOn(ctx.response(), hits);
        if (!admitted) {
            throw rateLimitHeaders.countedRefusal(hits);
        }
    }
}
