package org.acme.security.concurrency;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Limits on concurrent expensive requests: searches and GraphQL requests. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface ConcurrencyConfig extends CheckedSettings {

    /** Per caller; further requests get 429. Each can hold a database connection. */
    @WithName("app.concurrency.per-caller")
    @WithDefault("4")
    @Bounds(min = "1", max = "100")
    int perCaller();

    /**
     * All callers of one instance; further requests get 503. Each can hold a database connection and some megabytes of
     * memory. The limit must be less than {@code quarkus.datasource.jdbc.max-size}: the rest of the pool is left to
     * other requests. Default: three fifths of the pool, at least one.
     */
    @WithName("app.concurrency.per-instance")
    @Bounds(min = "1", max = "1000")
    Optional<Integer> perInstance();

    @WithName("quarkus.datasource.jdbc.max-size")
    @WithDefault("50")
    int poolSize();

    @Override
    default @Nullable String refusal(boolean production) {
        return perInstance().orElse(0) < poolSize()
                ? null
                : "app.concurrency.per-instance (APP_CONCURRENCY_PER_INSTANCE) must be less than"
                        + " quarkus.datasource.jdbc.max-size (QUARKUS_DATASOURCE_JDBC_MAX_SIZE)";
    }
}
