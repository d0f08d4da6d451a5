package org.acme.security.authentication.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.acme.fixture.Configured;
import org.acme.fixture.Parallel;
import org.acme.security.authentication.SessionConfig;
import org.junit.jupiter.api.Test;

class LiveStateTest {

    private static final UUID ID = UUID.randomUUID();

    /** What was read before the notifications were lost must not count afterwards. */
    @Test
    void state_that_is_being_read_while_all_is_forgotten_is_read_again() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch forgotten = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        LiveState state = new LiveState(
                session -> {
                    if (reads.getAndIncrement() > 0) {
                        return Optional.empty();
                    }
                    reading.countDown();
                    assertThat(awaits(forgotten)).isTrue();
                    return Optional.of(ID);
                },
                account -> Optional.empty(),
                hash -> Optional.empty(),
                Configured.of(SessionConfig.class, Map.of()),
                Ticker.systemTicker());

        CompletableFuture<Optional<UUID>> first = Parallel.begin(() -> state.ownerOf(ID));
        assertThat(awaits(reading)).isTrue();
        state.forgetAll();
        forgotten.countDown();

        assertThat(first.get(1, TimeUnit.MINUTES)).contains(ID);
        assertThat(state.cachedOwnerOf(ID)).isEmpty();
        assertThat(state.ownerOf(ID)).isEmpty();
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The delay is the bound when notifications are lost. */
    @Test
    void state_is_read_again_after_the_revocation_delay_although_it_was_used_meanwhile() {
        AtomicLong now = new AtomicLong();
        AtomicBoolean revoked = new AtomicBoolean();
        LiveState state = new LiveState(
                session -> revoked.get() ? Optional.empty() : Optional.of(ID),
                account -> Optional.empty(),
                hash -> Optional.empty(),
                Configured.of(SessionConfig.class, Map.of("app.session.revocation-delay", "2s")),
                now::get);
        assertThat(state.ownerOf(ID)).contains(ID);
        revoked.set(true);
        for (int i = 0; i < 3; i++) {
            now.addAndGet(Duration.ofMillis(500).toNanos());
            assertThat(state.ownerOf(ID)).contains(ID);
        }
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(state.ownerOf(ID)).isEmpty();
        assertThat(state.cachedOwnerOf(ID)).isEmpty();
    }
}
