package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Settings;

/** Compares the local windows with plain logs of admissions, for several keys and one or two policies. */
class LocalLimiterPropertiesTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /**
     * A request.
     *
     * @param gap the time since the previous request
     * @param account null when the request counts for the address only
     */
    record Step(long gap, String address, String account) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, SECOND / 2),
                        Arbitraries.of("192.0.2.1", "192.0.2.2"),
                        Arbitraries.of("alice", "bob", "carol").injectNull(0.3))
                .as(Step::new)
                .list()
                .ofMaxSize(150);
    }

    @Property
    void local_windows_decide_like_plain_logs_of_timestamps(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = 8) int perAddress,
            @ForAll @IntRange(min = 1, max = 8) int perAccount,
            @ForAll long start) {
        Settings settings = Settings.of(1, Duration.ofSeconds(1))
                .with("account", perAccount, Duration.ofSeconds(3), Per.ACCOUNT)
                .with("login", perAddress, Duration.ofSeconds(1), Per.ADDRESS);
        Policies policies = new Policies(settings);
        AtomicLong now = new AtomicLong(start);
        LocalLimiter windows = new LocalLimiter(policies, settings, now::get);
        Map<Object, List<Long>> logs = new HashMap<>();
        for (Step step : steps) {
            now.addAndGet(step.gap());
            List<Hit> hits = new ArrayList<>();
            if (step.account() != null) {
                hits.add(new Hit(policies.named("account"), step.account()));
            }
            hits.add(new Hit(policies.named("login"), step.address()));
            boolean expected = hits.stream().allMatch(hit -> inWindow(logs, hit, now.get()) < hit.policy.max());
            Hit[] asked = hits.toArray(Hit[]::new);
            assertThat(windows.wouldRefuse(asked)).isEqualTo(!expected);
            assertThat(windows.admit(asked)).isEqualTo(expected);
            if (expected) {
                hits.forEach(hit ->
                        logs.computeIfAbsent(hit.key, any -> new ArrayList<>()).add(now.get()));
            }
            hits.stream().filter(hit -> !hit.isRefused()).forEach(hit -> assertThat(hit.remaining())
                    .isEqualTo(hit.policy.max() - (int) inWindow(logs, hit, now.get())));
            hits.stream().filter(Hit::isRefused).forEach(hit -> assertThat(hit.secondsUntilNext())
                    .isEqualTo(secondsUntilOldestLeaves(logs, hit, now.get())));
        }
    }

    private static long secondsUntilOldestLeaves(Map<Object, List<Long>> logs, Hit hit, long now) {
        long nanos = logs.get(hit.key).stream()
                .mapToLong(time -> hit.policy.nanos() - (now - time))
                .filter(left -> left > 0)
                .min()
                .orElseThrow();
        return Math.max(1, (nanos + SECOND - 1) / SECOND);
    }

    private static long inWindow(Map<Object, List<Long>> logs, Hit hit, long now) {
        return logs.getOrDefault(hit.key, List.of()).stream()
                .filter(time -> now - time < hit.policy.nanos())
                .count();
    }
}
