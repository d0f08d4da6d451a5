package org.acme.report.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of exports per instance. */
@ConfigMapping(prefix = "app.export")
public interface ExportConfig {

    /**
     * Maximum number of concurrent exports of more than 500 reports, at most one per caller. Beyond it, the response is
     * 503; for a second export of the same caller, 429. Each export holds a worker thread until the client has read the
     * response.
     */
    @WithDefault("4")
    @Min(1)
    @Max(32)
    int maxConcurrent();

    /** Maximum duration of an export. A longer export is aborted. */
    @WithDefault("2m")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 30)
    Duration timeout();
}
