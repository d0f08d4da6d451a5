package org.acme.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.acme.fixture.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final Queue<String> queue = new ConcurrentLinkedQueue<>(List.of("bad", "good", "also good"));
    private final Set<String> processed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private Workers<String> workers;

    @AfterEach
    void stop() throws InterruptedException {
        workers.stop(Duration.ZERO);
    }

    @Test
    void failing_work_item_does_not_stop_the_others() {
        workers = new Workers<>(
                "workers",
                1,
                () -> Optional.ofNullable(queue.poll()),
                item -> {
                    if (item.equals("bad")) {
                        throw new IllegalStateException();
                    }
                    processed.add(item);
                },
                outage -> false);
        workers.run();
        Eventually.holds(() -> assertThat(processed).containsExactlyInAnyOrder("good", "also good"));
    }

    @Test
    void hanging_work_item_does_not_delay_the_others() {
        workers = new Workers<>(
                "workers",
                2,
                () -> Optional.ofNullable(queue.poll()),
                item -> {
                    if (item.equals("bad")) {
                        hang();
                    }
                    processed.add(item);
                },
                outage -> false);
        workers.wake();
        Eventually.holds(() -> assertThat(processed).containsExactlyInAnyOrder("good", "also good"));
    }

    @Test
    void unreadable_queue_is_read_again_at_the_next_wake_up() {
        AtomicInteger reads = new AtomicInteger();
        workers = new Workers<>(
                "workers",
                1,
                () -> {
                    if (reads.getAndIncrement() == 0) {
                        throw new IllegalStateException();
                    }
                    return Optional.ofNullable(queue.poll());
                },
                processed::add,
                outage -> false);
        workers.run();
        assertThat(processed).isEmpty();
        workers.run();
        Eventually.holds(() -> assertThat(processed).hasSize(3));
    }

    /** The only thread has read the queue when the item and its wake-up arrive, and has not ended yet. */
    @Test
    void item_that_arrives_while_the_last_worker_ends_is_processed() {
        AtomicInteger reads = new AtomicInteger();
        workers = new Workers<>(
                "workers",
                1,
                () -> {
                    Optional<String> read = Optional.ofNullable(queue.poll());
                    if (reads.incrementAndGet() == 4) {
                        queue.add("late");
                        workers.wake();
                    }
                    return read;
                },
                processed::add,
                outage -> false);
        workers.wake();
        Eventually.holds(() -> assertThat(processed).contains("late"));
    }

    @Test
    void workers_use_no_more_threads_than_the_maximum() {
        AtomicInteger atWork = new AtomicInteger();
        workers = new Workers<>(
                "workers",
                2,
                () -> Optional.of("endless"),
                item -> {
                    atWork.incrementAndGet();
                    hang();
                },
                outage -> false);
        for (int i = 0; i < 10; i++) {
            workers.wake();
        }
        Eventually.holds(() -> assertThat(atWork).hasValue(2));
        workers.wake();
        assertThat(atWork).hasValue(2);
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
