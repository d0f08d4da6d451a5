package org.acme.report.export;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** Limits of exports per instance. */
@ConfigMapping(prefix = "app.export")
@RegisterForReflection
@Unremovable
public interface ExportConfig extends CheckedSettings {

    /**
     * Maximum number of concurrent exports of 500 reports or more, at most one per caller. Beyond it, the response is
     * 503; for a second export of the same caller, 429. Each export holds a worker thread until the client has read the
     * response.
     */
    @WithDefault("4")
    @Bounds(min = "1", max = "32")
    int maxConcurrent();

    /** Maximum duration of an export. A longer export is aborted. */
    @WithDefault("2m")
    @Bounds(min = "1s", max = "30m")
    Duration timeout();
}
