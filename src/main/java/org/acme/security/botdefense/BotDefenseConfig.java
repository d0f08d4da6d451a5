package org.acme.security.botdefense;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the proof of work. */
@ConfigMapping(prefix = "app.bot-defense")
public interface BotDefenseConfig {

    /** Lifetime of a challenge. A longer one helps slow devices, but also attackers who stockpile solutions. */
    @WithDefault("5m")
    @DurationMin(seconds = 30)
    @DurationMax(minutes = 30)
    Duration challengeExpiry();
}
