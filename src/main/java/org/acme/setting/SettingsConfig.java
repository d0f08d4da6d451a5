package org.acme.setting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The initial values of the settings, used until an administrator changes them. */
@ConfigMapping(prefix = "app")
public interface SettingsConfig {

    Flow flow();

    BotDefense botDefense();

    interface Flow {

        Export export();
    }

    interface Export {

        /** Maximum number of exports per user and day (UTC), 0 to 10,000. */
        @WithDefault("20")
        long daily();
    }

    interface BotDefense {

        /**
         * Maximum number of guesses that a challenge takes, 1,000 to 5,000,000. A phone makes about 100,000 per second.
         */
        @WithDefault("50000")
        long difficulty();
    }
}
