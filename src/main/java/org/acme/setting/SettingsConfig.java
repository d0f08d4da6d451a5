package org.acme.setting;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import org.acme.shared.CheckedSettings;

/** The initial values of the settings, used until an administrator changes them. */
@ConfigMapping(prefix = "app")
@RegisterForReflection
@Unremovable
public interface SettingsConfig extends CheckedSettings {

    /** Maximum number of exports per user and day (UTC), 0 to 10,000. */
    @WithName("flow.export.daily")
    @WithDefault("20")
    long exportsPerDay();

    /**
     * Maximum number of guesses that a challenge takes, 1,000 to 5,000,000; during many failures, up to 16 times as
     * many. A phone makes about 100,000 per second.
     */
    @WithName("bot-defense.difficulty")
    @WithDefault("50000")
    long difficulty();
}
