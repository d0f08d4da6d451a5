package org.acme.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import org.jboss.logging.Logger;

/**
 * The one place that every failure passes on its way out, whichever mapper made it: what we threw keeps its words,
 * whatever else arrives is replaced by the words of its code, and the log keeps the detail under the same trace id (RFC
 * 9457).
 */
@ApplicationScoped
public class ProblemContract implements ProblemPostProcessor {

    private static final Logger LOG = Logger.getLogger(ProblemContract.class);

    /** Runs before the library's own processors, so that nothing downstream sees the raw detail. */
    @Override
    public int priority() {
        return 1_000;
    }

    @Override
    public HttpProblem apply(HttpProblem raw, ProblemContext context) {
        Problem ours = raw instanceof Problem problem ? problem : Causes.find(context.cause, Problem.class);
        HttpProblem.Builder problem = ours == null ? neutral(raw, context) : HttpProblem.builder(ours);
        HttpProblem said = complete(problem, context.path);
        log(said, context.cause);
        return said;
    }

    /** A problem for a failure below JAX-RS, where only a status or an exception is known. */
    HttpProblem of(ProblemCode code, Throwable cause, String path) {
        return apply(Problem.describe(code, code.detail()).build(), ProblemContext.of(cause, path));
    }

    private static HttpProblem.Builder neutral(HttpProblem raw, ProblemContext context) {
        if (Outage.caused(context.cause)) {
            return HttpProblem.builder(Problem.retryAfter(ProblemCode.UNAVAILABLE, Outage.RETRY_AFTER_SECONDS));
        }
        ProblemCode code = ProblemCode.ofStatus(raw.getStatusCode());
        HttpProblem.Builder problem = Problem.describe(code, code.detail());
        if (code == ProblemCode.UNAVAILABLE) {
            problem.withHeader("Retry-After", Outage.RETRY_AFTER_SECONDS);
        }
        if (code == ProblemCode.METHOD_NOT_ALLOWED) {
            problem.withHeader("Allow", AllowedMethods.of(context.path));
        }
        if (code == ProblemCode.UNAUTHENTICATED) {
            problem.withHeader("WWW-Authenticate", challenge(context.cause));
        }
        return problem;
    }

    /** RFC 6750, section 3: whoever sent no credentials is told the scheme, and no error. */
    private static String challenge(Throwable cause) {
        boolean nothingSent = cause instanceof UnauthorizedException;
        return nothingSent ? "Bearer" : "Bearer error=\"invalid_token\"";
    }

    private static HttpProblem complete(HttpProblem.Builder problem, String path) {
        HttpProblem said = problem.withInstance(instance(path))
                .with("traceId", TraceId.current())
                .build();
        boolean needsChallenge =
                said.getStatusCode() == 401 && !said.getHeaders().containsKey("WWW-Authenticate");
        return needsChallenge
                ? HttpProblem.builder(said)
                        .withHeader("WWW-Authenticate", "Bearer")
                        .build()
                : said;
    }

    private static URI instance(String path) {
        try {
            return new URI(null, null, path, null);
        } catch (URISyntaxException unspeakable) {
            return null;
        }
    }

    /** Only what nobody foresaw deserves its stack trace: under load, writing those would be the heavier load. */
    private static void log(HttpProblem said, Throwable cause) {
        int status = said.getStatusCode();
        Object code = said.getParameters().get("code");
        if (status == ProblemCode.INTERNAL_ERROR.status()) {
            LOG.errorf(cause, "%s %s", status, code);
        } else {
            Logger.Level level = status > ProblemCode.INTERNAL_ERROR.status() ? Logger.Level.WARN : Logger.Level.INFO;
            LOG.logf(level, "%s %s: %s", status, code, Causes.describe(cause));
        }
    }
}
