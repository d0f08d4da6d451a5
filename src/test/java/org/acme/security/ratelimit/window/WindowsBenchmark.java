package org.acme.security.ratelimit.window;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.Settings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Compares the local windows with Bucket4j's local bucket, for one key and for 10,000 keys, on one thread and on four.
 * Run {@code bench/jmh WindowsBenchmark}.
 */
public class WindowsBenchmark {

    private static final int KEYS = 10_000;
    private static final int MAX = 100;

    /** The limiters that are compared. */
    @State(Scope.Benchmark)
    public static class Subjects {

        /** A window of 20 ms admits nearly all requests; a window of a day soon refuses them. */
        @Param({"20000", "86400000000"})
        public long windowMicros;

        private Policies policies;
        private LocalLimiter windows;
        private Cache<Object, Bucket> buckets;
        private UUID[] keys;
        private Bucket bucket;
        private final MemoryBudget memory = new MemoryBudget(1 << 20);
        private SlidingWindow window;
        private Policy policy;

        @Setup
        public void fill() {
            Duration span = Duration.ofNanos(windowMicros * 1_000);
            Settings settings = Settings.of(MAX, span);
            policies = new Policies(settings);
            policy = policies.named("default");
            windows = new LocalLimiter(policies, settings, Ticker.systemTicker());
            buckets = Caffeine.newBuilder()
                    .maximumSize(10 * KEYS)
                    .expireAfterAccess(Duration.ofSeconds(60))
                    .build();
            keys = Stream.generate(UUID::randomUUID).limit(KEYS).toArray(UUID[]::new);
            Stream.of(keys).forEach(key -> buckets.put(key, bucket(span)));
            bucket = bucket(span);
            window = new SlidingWindow(policy, System.nanoTime());
        }

        private static Bucket bucket(Duration span) {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(MAX).refillGreedy(MAX, span))
                    .withNanosecondPrecision()
                    .build();
        }
    }

    /** A random sequence of keys per thread, at equal cost for all limiters. */
    @State(Scope.Thread)
    public static class Walk {

        private final SplittableRandom random = new SplittableRandom();
        private Hit[][] requests;

        @Setup
        public void hit(Subjects subjects) {
            requests = Stream.of(subjects.keys)
                    .map(key -> new Hit[] {new Hit(subjects.policy, key)})
                    .toArray(Hit[][]::new);
        }

        private int next() {
            return random.nextInt(KEYS);
        }
    }

    @Benchmark
    public boolean window(Subjects subjects) {
        synchronized (subjects.window) {
            long now = System.nanoTime();
            boolean open = subjects.window.canAdmit(subjects.policy, now, subjects.memory);
            if (open) {
                subjects.window.remember(subjects.policy, now, subjects.memory);
            }
            return open;
        }
    }

    @Benchmark
    public boolean bucket(Subjects subjects) {
        return subjects.bucket.tryConsume(1);
    }

    @Benchmark
    public boolean window_of_a_key(Subjects subjects, Walk walk) {
        return subjects.windows.admit(walk.requests[walk.next()]);
    }

    @Benchmark
    public boolean bucket_of_a_key(Subjects subjects, Walk walk) {
        return subjects.buckets.getIfPresent(walk.requests[walk.next()][0].key).tryConsume(1);
    }
}
