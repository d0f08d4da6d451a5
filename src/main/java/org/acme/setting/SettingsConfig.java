package org.acme.setting;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.acme.shared.CheckedSettings;

/** The initial values of the settings, used until an administrator changes them. */
@ConfigMapping(prefix = "app")
@RegisterForReflection
@Unremovable
public interface SettingsConfig extends CheckedSettings {

    Flow flow();

    BotDefense botDefense();

    interface Flow extends CheckedSettings {

        Export export();
    }

    interface Export extends CheckedSettings {

        /** Maximum number of exports per user and day (UTC), 0 to 10,000. */
        @WithDefault("20")
        long daily();
    }

    interface BotDefense extends CheckedSettings {

        /**
         * Maximum number of guesses that a challenge takes, 1,000 to 5,000,000. A phone makes about 100,000 per second.
         */
        @WithDefault("50000")
        long difficulty();
    }
}
