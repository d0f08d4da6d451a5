package org.acme.problem;

import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Logs failures of scheduled jobs. An unavailable database is logged as one warning until all jobs succeed again, a
 * defect, such as a statement that times out, as an error with its stack trace. Exception messages are omitted, because
 * they can quote rows.
 */
@ApplicationScoped
class JobFailures {

    private static final Logger LOG = Logger.getLogger(JobFailures.class);

    /** The jobs that have failed since their last success. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    void failed(@Observes FailedExecution failure) {
        String job = name(failure.getExecution());
        if (!Outages.isDuringJob(failure.getException())) {
            LOG.errorf(LogText.trace(failure.getException()), "Scheduled job %s failed", job);
            return;
        }
        boolean first = waiting.isEmpty();
        waiting.add(job);
        if (first) {
            LOG.warnf("Scheduled jobs are waiting for the database: %s", LogText.of(failure.getException()));
        }
    }

    void succeeded(@Observes SuccessfulExecution success) {
        if (waiting.remove(name(success.getExecution())) && waiting.isEmpty()) {
            LOG.info("Scheduled jobs are running again");
        }
    }

    private static String name(ScheduledExecution execution) {
        return execution.getTrigger().getMethodDescription();
    }
}
