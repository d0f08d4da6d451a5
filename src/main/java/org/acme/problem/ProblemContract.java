package org.acme.problem;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.shared.AllowedMethods;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns every failure into a problem (RFC 9457). A {@link Problem} keeps its detail; any other failure gets the default
 * detail of its code. The log contains the rest under the same trace id.
 */
@ApplicationScoped
public class ProblemContract implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(ProblemContract.class);
    private static final String METRIC = "palisade.problems";

    private final MeterRegistry metrics;
    private final Event<Refusal> refused;
    private final Instance<AuthenticationChallenge> challenges;
    private final AllowedMethods allowed;
    private final Map<ProblemCode, LogGate> floods;

    ProblemContract(
            MeterRegistry metrics,
            Event<Refusal> refused,
            Instance<AuthenticationChallenge> challenges,
            AllowedMethods allowed,
            Ticker ticker) {
        this.metrics = metrics;
        this.refused = refused;
        this.challenges = challenges;
        this.allowed = allowed;
        this.floods =
                Map.of(ProblemCode.RATE_LIMITED, new LogGate(ticker), ProblemCode.UNAVAILABLE, new LogGate(ticker));
    }

    /** Registers the counters at startup, so that the first problem is an increase. */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (ProblemCode code : ProblemCode.values()) {
            registry.counter(METRIC, "code", code.code());
        }
    }

    /**
     * @param failure null when only a status is known
     * @param status used when the failure does not determine a problem
     */
    public ProblemDetails of(@Nullable Throwable failure, int status, String path) {
        return of(failure, status, path, null);
    }

    /** @param operation as in {@link Refusal} */
    public ProblemDetails of(@Nullable Throwable failure, int status, String path, @Nullable String operation) {
        Problem problem = Failures.problem(failure, status);
        log(problem, failure);
        metrics.counter(METRIC, "code", problem.code().code()).increment();
        if (isRefusal(problem.code()) && Causes.find(failure, Problem.class) != null) {
            refused.fire(new Refusal(problem.code(), operation));
        }
        Map<String, String> headers = Failures.headers(problem, failure);
        if (problem.code() == ProblemCode.UNAUTHENTICATED) {
            headers.computeIfPresent("WWW-Authenticate", this::challenge);
        }
        if (problem.code() == ProblemCode.METHOD_NOT_ALLOWED) {
            headers.putIfAbsent("Allow", String.join(", ", allowed.at(path))); // RFC 9110, section 15.5.6
        }
        return ProblemDetails.of(problem, headers, path);
    }

    private String challenge(String header, String first) {
        return Stream.concat(
                        Stream.of(first),
                        challenges.stream()
                                .map(AuthenticationChallenge::challenge)
                                .flatMap(Optional::stream))
                .collect(Collectors.joining(", "));
    }

    private static boolean isRefusal(ProblemCode code) {
        return code == ProblemCode.FORBIDDEN
                || code == ProblemCode.NOT_FOUND
                || code == ProblemCode.REAUTHENTICATION_REQUIRED;
    }

    private static String fields(Problem problem) {
        return problem.violations() == null
                ? ""
                : problem.violations().stream().map(Violation::field).toList().toString();
    }

    /**
     * Logs a stack trace only for unexpected failures, because writing them is expensive under load. Logs rate-limited
     * and overload refusals at most once a second for each code.
     */
    private void log(Problem problem, @Nullable Throwable failure) {
        ProblemCode code = problem.code();
        int status = code.status();
        if (code == ProblemCode.INTERNAL_ERROR) {
            LOG.errorf(LogText.trace(failure), "%s %s", status, code.code());
            return;
        }
        long omitted = omitted(code, failure);
        if (omitted != LogGate.CLOSED) {
            Logger.Level level = status > ProblemCode.INTERNAL_ERROR.status() ? Logger.Level.WARN : Logger.Level.INFO;
            if (!LOG.isEnabled(level)) {
                return;
            }
            String others = omitted == 0 ? "" : ", omitted before: " + omitted;
            LOG.logf(level, "%s %s: %s%s%s", status, code.code(), LogText.of(failure), fields(problem), others);
        }
    }

    /** An unavailable dependency is logged each time, because the causes differ. */
    private long omitted(ProblemCode code, @Nullable Throwable failure) {
        LogGate gate = floods.get(code);
        return gate == null || Outages.is(failure) ? 0 : gate.pass();
    }
}
