package org.acme.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How much of an instance exports may use. */
@ConfigMapping(prefix = "app.export")
public interface ExportConfig {

    /**
     * Exports of more than 500 reports at one time, one of each caller; further ones get 503, a second one of a caller
     * 429. Each holds a worker for as long as its client takes to read.
     */
    @WithDefault("4")
    @Min(1)
    @Max(32)
    int maxConcurrent();

    /** An export that is not complete by then is cut off. */
    @WithDefault("2m")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 30)
    Duration timeout();
}
