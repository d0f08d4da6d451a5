package org.acme.security.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger refusals = new AtomicInteger();
    private final RequestDeadline deadline = new RequestDeadline(now::get, Duration.ofSeconds(15));

    private boolean timeOut() {
        return deadline.timeOut(refusals::incrementAndGet);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void request_whose_commit_has_just_ended_has_time_for_its_response() {
        assertThat(deadline.beginCommit()).isTrue();
        assertThat(timeOut()).as("during the commit").isFalse();
        deadline.endCommit();
        pass(Duration.ofMillis(199));
        assertThat(timeOut()).as("after the commit").isFalse();
        assertThat(deadline.beginResponse()).isTrue();
        assertThat(refusals).hasValue(0);
    }

    @Test
    void request_without_a_response_after_its_commit_times_out() {
        deadline.beginCommit();
        deadline.endCommit();
        pass(Duration.ofMillis(200));
        assertThat(timeOut()).isTrue();
        assertThat(refusals).hasValue(1);
        assertThat(deadline.beginResponse()).isFalse();
    }

    /** Exports read each part in a transaction of its own, and have a longer limit. */
    @Test
    void request_that_responds_can_commit_after_the_deadline() {
        deadline.beginCommit();
        deadline.endCommit();
        assertThat(timeOut()).isFalse();
        assertThat(deadline.beginResponse()).isTrue();
        pass(Duration.ofSeconds(15));
        assertThat(timeOut()).isTrue();
        assertThat(deadline.beginCommit()).isTrue();
        assertThat(refusals).hasValue(0);
    }

    @Test
    void request_whose_body_arrives_after_a_late_commit_has_the_whole_time() {
        deadline.beginCommit();
        deadline.endCommit();
        assertThat(timeOut()).isFalse();
        deadline.suspend();
        assertThat(deadline.restart()).isTrue();
        assertThat(deadline.beginCommit()).isTrue();
    }

    /** Otherwise a request with many transactions would never time out. */
    @Test
    void overdue_request_begins_no_further_commit() {
        deadline.beginCommit();
        assertThat(timeOut()).isFalse();
        assertThat(deadline.beginCommit()).isFalse();
        deadline.endCommit();
        assertThat(deadline.beginCommit()).isFalse();
        pass(Duration.ofMillis(200));
        assertThat(timeOut()).isTrue();
    }
}
