package org.acme.security.ratelimit;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.acme.security.ratelimit.window.Ipv6Network;

/** The configured policies by name. A reference to an unknown policy fails the startup. */
@Singleton
public class Policies {

    public static final String ADDRESS = "address";
    public static final String DEFAULT = "default";

    private final Map<String, Policy> byName = new TreeMap<>();

    public Policies(RateLimitConfig config) {
        if (config.policies().containsKey(DEFAULT)) {
            throw new IllegalStateException(
                    "Set app.rate-limit.max and app.rate-limit.window instead of app.rate-limit.policies.default");
        }
        // Networks come first, so that a full one is found before a window is created within it.
        int factor = config.ipv6NetworkFactor();
        addNetworks(DEFAULT, config.max() * factor, config.window(), Per.CALLER);
        config.policies()
                .forEach((name, policy) -> addNetworks(name, policy.max() * factor, policy.window(), policy.per()));
        add(DEFAULT, config.max(), config.window(), Per.CALLER);
        config.policies().forEach((name, policy) -> add(name, policy.max(), policy.window(), policy.per()));
        if (named(ADDRESS).per() != Per.ADDRESS) {
            throw new IllegalStateException("app.rate-limit.policies.address.per must be address");
        }
    }

    private void addNetworks(String name, int max, Duration window, Per per) {
        if (per.isOfAddresses()) {
            put(new Policy(byName.size(), nameOfNetworks(name), max, window.toNanos(), per));
        }
    }

    private void add(String name, int max, Duration window, Per per) {
        put(new Policy(byName.size(), name, max, window.toNanos(), per, byName.get(nameOfNetworks(name))));
    }

    private void put(Policy policy) {
        byName.put(policy.name(), policy);
    }

    private static String nameOfNetworks(String policy) {
        return policy + "/" + Ipv6Network.SITE;
    }

    /** @throws IllegalStateException when the policy is not configured */
    public Policy named(String name) {
        Policy policy = byName.get(name);
        if (policy == null) {
            throw new IllegalStateException("app.rate-limit.policies." + name + " is not configured");
        }
        return policy;
    }

    /** All policies, ordered by index. */
    public List<Policy> all() {
        return byName.values().stream()
                .sorted(Comparator.comparingInt(Policy::index))
                .toList();
    }
}
