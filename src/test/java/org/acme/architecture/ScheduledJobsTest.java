package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import io.quarkus.scheduler.Scheduled;
import java.util.List;
import java.util.Set;
import org.acme.shared.Purge;
import org.junit.jupiter.api.Test;

/** Tests call jobs directly; this one asserts that the service does. */
class ScheduledJobsTest {

    private static final Set<String> OTHERS = Set.of(
            "DeliveryWorker.wake", // webhook-only
            "Reencryption.run",
            "SessionJobs.recordLastUses",
            "PresentedKeys.recordLastUses",
            "PresentedKeys.purge",
            "MailWorker.wake");

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    @Test
    void every_purge_and_job_is_scheduled() {
        List<JavaMethod> jobs = LayoutTest.CODE.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !method.getOwner().isEquivalentTo(Purge.class))
                .filter(method -> OTHERS.contains(name(method))
                        || method.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Purge.class)
                                        && call.getName().equals("olderThan")))
                .toList();
        assertThat(jobs).hasSizeGreaterThan(OTHERS.size() + 5);
        assertThat(jobs).extracting(ScheduledJobsTest::name).containsAll(OTHERS);
        assertThat(jobs)
                .filteredOn(job -> !job.isAnnotatedWith(Scheduled.class))
                .isEmpty();
    }
}
