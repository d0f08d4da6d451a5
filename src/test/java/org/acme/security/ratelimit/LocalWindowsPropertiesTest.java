package org.acme.security.ratelimit;

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

/** Compares the local windows with plain logs of admissions, for several keys and one or two policies. */
class LocalWindowsPropertiesTest {

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
        LocalWindows windows = new LocalWindows(policies, settings, now::get);
        Map<Object, List<Long>> logs = new HashMap<>();
        for (Step step : steps) {
            now.addAndGet(step.gap());
            List<Claim> claims = new ArrayList<>();
            if (step.account() != null) {
                claims.add(new Claim(policies.named("account"), step.account()));
            }
            claims.add(new Claim(policies.named("login"), step.address()));
            boolean expected = claims.stream().allMatch(claim -> inWindow(logs, claim, now.get()) < claim.policy.max());
            Claim[] asked = claims.toArray(Claim[]::new);
            assertThat(windows.wouldRefuse(asked)).isEqualTo(!expected);
            assertThat(windows.admit(asked)).isEqualTo(expected);
            if (expected) {
                claims.forEach(claim -> logs.computeIfAbsent(claim.key, any -> new ArrayList<>())
                        .add(now.get()));
            }
            claims.stream().filter(claim -> !claim.isRefused()).forEach(claim -> assertThat(claim.remaining())
                    .isEqualTo(claim.policy.max() - (int) inWindow(logs, claim, now.get())));
            claims.stream().filter(Claim::isRefused).forEach(claim -> assertThat(claim.secondsUntilNext())
                    .isEqualTo(secondsUntilOldestLeaves(logs, claim, now.get())));
        }
    }

    private static long secondsUntilOldestLeaves(Map<Object, List<Long>> logs, Claim claim, long now) {
        long nanos = logs.get(claim.key).stream()
                .mapToLong(time -> claim.policy.nanos() - (now - time))
                .filter(left -> left > 0)
                .min()
                .orElseThrow();
        return Math.max(1, (nanos + SECOND - 1) / SECOND);
    }

    private static long inWindow(Map<Object, List<Long>> logs, Claim claim, long now) {
        return logs.getOrDefault(claim.key, List.of()).stream()
                .filter(time -> now - time < claim.policy.nanos())
                .count();
    }
}
