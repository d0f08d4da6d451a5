package org.acme.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpClosedException;
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
    private final ObjectMapper json;

    RouterProblems(ProblemContract contract, ObjectMapper json) {
        this.contract = contract;
        this.json = json;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
        router.route().order(Integer.MAX_VALUE).handler(ctx -> ctx.fail(404));
    }

    private void answer(RoutingContext ctx) {
        if (ctx.failure() instanceof HttpClosedException) {
            // Nobody is left to answer, and it is no error of ours that would deserve a stack trace.
            LOG.infof("The client hung up before its request was complete.");
            return;
        }
        if (ctx.response().ended() || ctx.response().headWritten()) {
            ctx.request().connection().close();
            return;
        }
        refuse(ctx, Failures.codeOf(ctx.failure(), ctx.statusCode()), ctx.failure());
    }

    private void refuse(RoutingContext ctx, ProblemCode code, Throwable cause) {
        HttpProblem problem = contract.of(code, cause, ctx.request().path());
        problem.getHeaders().forEach((name, value) -> ctx.response().putHeader(name, String.valueOf(value)));
        ctx.response()
                .setStatusCode(problem.getStatusCode())
                .putHeader("Content-Type", HttpProblem.MEDIA_TYPE.toString())
                .end(write(problem));
    }

    private String write(HttpProblem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
