package org.acme.security.ratelimit;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.acme.problem.Problem;

/** Decides on claims during the request, on a worker thread, which may block. */
@Singleton
class Admission {

    private final Windows windows;
    private final Verdict verdict;
    private final CurrentVertxRequest current;

    Admission(Windows windows, Verdict verdict, CurrentVertxRequest current) {
        this.windows = windows;
        this.verdict = verdict;
        this.current = current;
    }

    /**
     * Adds claims and decides on those that are undecided. Has no effect without a request, or when the request is not
     * limited.
     *
     * @param claiming adds the claims
     * @throws Problem 429 when a limit is exceeded
     */
    void ask(Consumer<RequestClaims> claiming) {
        RoutingContext ctx = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        RequestClaims claims = ctx == null ? null : RequestClaims.of(ctx);
        if (claims != null) {
            claiming.accept(claims);
            if (claims.hasUndecided()) {
                decide(ctx, claims);
            }
        }
    }

    private void decide(RoutingContext ctx, RequestClaims claims) {
        boolean admitted =
                windows.admit(claims).toCompletionStage().toCompletableFuture().join();
        verdict.announce(ctx.response(), claims);
        if (!admitted) {
            throw verdict.refusal(claims);
        }
    }
}
