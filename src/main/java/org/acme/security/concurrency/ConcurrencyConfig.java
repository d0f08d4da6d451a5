package org.acme.security.concurrency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** How many expensive requests run at one time: searches and GraphQL requests. */
@ConfigMapping(prefix = "app.concurrency")
@BelowPoolSize
public interface ConcurrencyConfig {

    /** Those of one caller; further ones get 429. Each can hold a connection to the database. */
    @WithDefault("4")
    @Min(1)
    @Max(100)
    int perCaller();

    /**
     * Those of all callers on one instance; further ones get 503. Each can hold a connection to the database and some
     * megabytes of memory, so it must be less than {@code quarkus.datasource.jdbc.max-size}: the difference is what all
     * other requests can rely on. None: three fifths of the pool, one at least.
     */
    Optional<@Min(1) @Max(1_000) Integer> perInstance();

    /** How many connections the pool has; set by {@code quarkus.datasource.jdbc.max-size}. */
    @WithDefault("${quarkus.datasource.jdbc.max-size:50}")
    int poolSize();
}
