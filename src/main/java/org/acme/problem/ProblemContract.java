package org.acme.problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * The one place that every failure passes on its way out (RFC 9457): a problem that the code threw keeps its detail,
 * any other failure gets the detail of its code, and the log keeps the rest under the same trace id.
 */
@ApplicationScoped
class ProblemContract implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(ProblemContract.class);
    private static final String METRIC = "palisade.problems";

    private final MeterRegistry metrics;

    ProblemContract(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** From the start on, so that the first problem is an increase. */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (ProblemCode code : ProblemCode.values()) {
            registry.counter(METRIC, "code", code.code());
        }
    }

    /**
     * @param failure null where only a status is known
     * @param status counts where the failure does not say more
     */
    ProblemDetails of(Throwable failure, int status, String path) {
        Problem problem = Failures.problem(failure, status);
        log(problem, failure);
        metrics.counter(METRIC, "code", problem.code().code()).increment();
        return ProblemDetails.of(problem, Failures.headers(problem, failure, path), path);
    }

    private static String fields(Problem problem) {
        return problem.violations() == null
                ? ""
                : problem.violations().stream().map(Violation::field).toList().toString();
    }

    /**
     * Only what the code did not foresee has its stack trace logged: under load, writing those would be the heavier
     * load.
     */
    private static void log(Problem problem, Throwable failure) {
        ProblemCode code = problem.code();
        int status = code.status();
        if (code == ProblemCode.INTERNAL_ERROR) {
            LOG.errorf(LogText.trace(failure), "%s %s", status, code.code());
        } else {
            Logger.Level level = status > ProblemCode.INTERNAL_ERROR.status() ? Logger.Level.WARN : Logger.Level.INFO;
            LOG.logf(level, "%s %s: %s%s", status, code.code(), LogText.of(failure), fields(problem));
        }
    }
}
