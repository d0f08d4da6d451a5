package org.acme.setting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What settings are worth until an administrator changes them. */
@ConfigMapping(prefix = "app")
public interface SettingsConfig {

    Flow flow();

    BotDefense botDefense();

    /** Quotas of sensitive flows. */
    interface Flow {

        Export export();
    }

    /** The export of reports. */
    interface Export {

        /** Exports that one caller may make on one day (UTC), 0 to 10 000. */
        @WithDefault("20")
        long daily();
    }

    /** Proof of work. */
    interface BotDefense {

        /** Guesses that a challenge takes at most, 1 000 to 5 000 000; a phone makes some 100 000 in a second. */
        @WithDefault("50000")
        long difficulty();
    }
}
