package org.acme.security.botdefense;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What clients without an account have to work for. */
@ConfigMapping(prefix = "app.bot-defense")
public interface BotDefenseConfig {

    /** A challenge that was not solved by then is void; slow devices need time, hoarders of solutions use it too. */
    @WithDefault("5m")
    @DurationMin(seconds = 30)
    @DurationMax(minutes = 30)
    Duration challengeExpiry();
}
