package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acme.shared.Purge;
import org.junit.jupiter.api.Test;

/** Tests call jobs, and checks of the start, directly; this one asserts that the service does. */
class ScheduledJobsTest {

    private static final Set<String> OTHERS = Set.of(
            "DeliveryWorker.wake", // webhook-only
            "Reencryption.run",
            "LocalLimiter.tidy",
            "PresentedSessions.recordLastUses",
            "PresentedKeys.recordLastUses",
            "PresentedKeys.purge",
            "MailWorker.wake");

    /** They work until a queue is empty, in the thread of a test. */
    private static final Set<String> FOR_TESTS = Set.of(
            "DeliveryWorker.run", // webhook-only
            "MailWorker.run");

    private static final Set<JavaModifier> OTHER =
            Set.of(JavaModifier.PUBLIC, JavaModifier.PROTECTED, JavaModifier.PRIVATE, JavaModifier.ABSTRACT);

    private static final Duration LONGEST = Duration.ofHours(6);

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    @Test
    void every_purge_and_job_is_scheduled() {
        List<JavaMethod> jobs = LayoutTest.CODE.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !method.getOwner().isEquivalentTo(Purge.class))
                .filter(method -> OTHERS.contains(name(method)) || purges(method) > 0)
                .toList();
        assertThat(jobs).hasSizeGreaterThan(OTHERS.size() + 5);
        assertThat(jobs).extracting(ScheduledJobsTest::name).containsAll(OTHERS);
        assertThat(jobs)
                .filteredOn(job -> !job.isAnnotatedWith(Scheduled.class))
                .isEmpty();
    }

    /** A row that cannot be deleted ends its job with an exception, so a second purge in the same job would not run. */
    @Test
    void job_purges_one_table_by_one_column() {
        assertThat(LayoutTest.CODE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Scheduled.class))
                        .filter(method -> purges(method) > 1))
                .isEmpty();
    }

    /** Without the annotation, a check for the start or an end of work would run in its tests only. */
    @Test
    void every_method_with_a_startup_or_shutdown_event_observes_it() {
        assertThat(LayoutTest.CODE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .flatMap(method -> method.getParameters().stream())
                        .filter(parameter -> parameter.getRawType().isEquivalentTo(StartupEvent.class)
                                || parameter.getRawType().isEquivalentTo(ShutdownEvent.class)))
                .hasSizeGreaterThan(20)
                .allMatch(parameter -> parameter.isAnnotatedWith(Observes.class));
    }

    private static long purges(JavaMethod job) {
        return job.getMethodCallsFromSelf().stream()
                .filter(ScheduledJobsTest::isPurge)
                .count();
    }

    private static boolean isPurge(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(Purge.class)
                && call.getName().equals("deleteOlderThan");
    }

    @Test
    void every_job_runs_at_least_once_in_six_hours() {
        assertThat(LayoutTest.CODE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Scheduled.class))
                        .map(method -> method.getAnnotationOfType(Scheduled.class)))
                .hasSizeGreaterThan(OTHERS.size())
                .allSatisfy(schedule -> assertThat(schedule)
                        .returns("", Scheduled::cron)
                        .returns(Scheduled.Never.class, Scheduled::skipExecutionIf)
                        .extracting(Scheduled::every)
                        .satisfies(ScheduledJobsTest::assertOften));
    }

    private static void assertOften(String every) {
        if (!every.equals("{app.tls.reload-period}")) {
            assertThat(every).matches("[0-9]+[smh]");
            assertThat(DurationConverter.parseDuration(every)).isLessThanOrEqualTo(LONGEST);
        }
    }

    /** Other annotations mean that Quarkus calls a method. */
    private static boolean hasNoOtherCaller(JavaMethod method) {
        return method.getRawReturnType().isEquivalentTo(void.class)
                && method.getParameters().isEmpty()
                && Collections.disjoint(method.getModifiers(), OTHER)
                && method.getAccessesToSelf().isEmpty()
                && method.getAnnotations().stream()
                        .allMatch(annotation -> Set.of(Scheduled.class.getName(), Transactional.class.getName())
                                .contains(annotation.getRawType().getName()));
    }

    @Test
    void method_that_nothing_else_calls_is_scheduled() {
        Map<Boolean, List<String>> scheduled = LayoutTest.CODE.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(ScheduledJobsTest::hasNoOtherCaller)
                .collect(Collectors.partitioningBy(
                        method -> method.isAnnotatedWith(Scheduled.class),
                        Collectors.mapping(ScheduledJobsTest::name, Collectors.toList())));
        assertThat(scheduled.get(false)).containsExactlyInAnyOrderElementsOf(FOR_TESTS);
        assertThat(scheduled.get(true)).hasSizeGreaterThan(OTHERS.size());
    }
}
