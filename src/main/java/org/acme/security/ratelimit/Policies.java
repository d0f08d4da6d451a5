package org.acme.security.ratelimit;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The policies of the configuration by name; whoever asks for one that does not exist stops the start. */
@Singleton
class Policies {

    static final String ADDRESS = "address";
    static final String DEFAULT = "default";

    private final Map<String, Policy> byName = new TreeMap<>();

    Policies(RateLimitConfig config) {
        if (config.policies().containsKey(DEFAULT)) {
            throw new IllegalStateException(
                    "app.rate-limit.policies.default is set by app.rate-limit.max and app.rate-limit.window");
        }
        add(DEFAULT, config.max(), config.window(), Per.CALLER);
        config.policies().forEach((name, policy) -> add(name, policy.max(), policy.window(), policy.per()));
        if (named(ADDRESS).per() != Per.ADDRESS) {
            throw new IllegalStateException("app.rate-limit.policies.address.per must be address");
        }
    }

    private void add(String name, int max, Duration window, Per per) {
        byName.put(name, new Policy(byName.size(), name, max, window.toNanos(), per));
    }

    /** @throws IllegalStateException when the configuration has no such policy */
    Policy named(String name) {
        Policy policy = byName.get(name);
        if (policy == null) {
            throw new IllegalStateException("app.rate-limit.policies." + name + " is not configured");
        }
        return policy;
    }

    /** All of them, each at the place that its index says. */
    List<Policy> all() {
        List<Policy> all = new ArrayList<>(byName.values());
        all.sort((one, other) -> Integer.compare(one.index(), other.index()));
        return all;
    }
}
