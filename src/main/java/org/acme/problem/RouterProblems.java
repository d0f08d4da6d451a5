package org.acme.problem;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Gives the contract's problem to failures below JAX-RS: unknown paths, refusing filters, a full worker pool. */
@ApplicationScoped
public class RouterProblems {

    private static final Logger LOG = Logger.getLogger(RouterProblems.class);

    private final ProblemContract contract;

    RouterProblems(ProblemContract contract) {
        this.contract = contract;
    }

    void install(@Observes Router router) {
        // After what a request that no filter has met must go through first.
        router.route().order(Integer.MIN_VALUE + 1).failureHandler(this::answer);
        router.route().order(Integer.MAX_VALUE).handler(ctx -> ctx.fail(404));
    }

    private void answer(RoutingContext ctx) {
        if (ctx.failure() instanceof HttpClosedException) {
            // No response can be sent, and it is no error of the service that would deserve a stack trace.
            LOG.infof("The client closed the connection before its request was complete.");
            return;
        }
        if (ctx.response().ended() || ctx.response().headWritten()) {
            ctx.request().connection().close();
            return;
        }
        ProblemDetails problem =
                contract.of(ctx.failure(), ctx.statusCode(), ctx.request().path());
        problem.headers().forEach(ctx.response()::putHeader);
        ctx.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", ProblemDetails.MEDIA_TYPE)
                .end(Json.encode(problem));
    }
}
