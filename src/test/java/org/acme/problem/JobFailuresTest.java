package org.acme.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.quarkus.scheduler.Trigger;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.List;
import org.acme.fixture.WholeLog;
import org.junit.jupiter.api.Test;

/** Tests what is logged when scheduled jobs fail. */
class JobFailuresTest {

    private final JobFailures failures = new JobFailures();

    private static ScheduledExecution of(String job) {
        Trigger trigger = answering(Trigger.class, job);
        return answering(ScheduledExecution.class, trigger);
    }

    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getReturnType().isInstance(answer) ? answer : null));
    }

    private void failsForTheDatabase(String job) {
        failures.failed(
                new FailedExecution(of(job), new IllegalStateException(new SQLException("zqxcanary", "57P01"))));
    }

    @Test
    void statement_that_times_out_in_a_job_is_logged_as_an_error() {
        try (WholeLog log = WholeLog.watch()) {
            SQLException timeout = new SQLException("zqxcanary", "57014");
            failures.failed(new FailedExecution(of("Purge#run"), new IllegalStateException(timeout)));
            assertThat(entries(log, "Scheduled job Purge#run failed"))
                    .singleElement()
                    .satisfies(entry ->
                            assertThat(entry).contains("ERROR", "57014").doesNotContain("zqxcanary"));
            assertThat(entries(log, "Scheduled jobs are waiting")).isEmpty();
        }
    }

    private static List<String> entries(WholeLog log, String saying) {
        return log.entries().stream().filter(entry -> entry.contains(saying)).toList();
    }

    @Test
    void database_outage_is_logged_as_one_warning_until_every_job_succeeds_again() {
        try (WholeLog log = WholeLog.watch()) {
            for (int i = 0; i < 3; i++) {
                failsForTheDatabase("Sessions#run");
                failsForTheDatabase("Keys#run");
                failures.succeeded(new SuccessfulExecution(of("Mails#wake")));
            }
            failures.succeeded(new SuccessfulExecution(of("Sessions#run")));
            failsForTheDatabase("Keys#run");
            assertThat(entries(log, "Scheduled jobs are waiting"))
                    .singleElement()
                    .satisfies(
                            entry -> assertThat(entry).contains("WARN", "57P01").doesNotContain("\tat ", "zqxcanary"));
            assertThat(entries(log, "Scheduled jobs are running again")).isEmpty();

            failures.succeeded(new SuccessfulExecution(of("Keys#run")));
            assertThat(entries(log, "Scheduled jobs are running again")).hasSize(1);
            failsForTheDatabase("Keys#run");
            assertThat(entries(log, "Scheduled jobs are waiting")).hasSize(2);
        }
    }

    @Test
    void defect_of_a_job_is_logged_as_an_error_with_stack_trace_and_without_message() {
        try (WholeLog log = WholeLog.watch()) {
            failures.failed(new FailedExecution(of("Keys#run"), new IllegalStateException("zqxcanary")));
            assertThat(entries(log, "Scheduled job Keys#run failed"))
                    .singleElement()
                    .satisfies(entry ->
                            assertThat(entry).contains("ERROR", "\tat ").doesNotContain("zqxcanary"));
        }
    }
}
