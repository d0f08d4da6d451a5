package org.acme.security.botdefense;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** Settings of the proof of work. */
@ConfigMapping(prefix = "app.bot-defense")
@RegisterForReflection
@Unremovable
public interface BotDefenseConfig extends CheckedSettings {

    /** Lifetime of a challenge. A longer one helps slow devices, but also attackers who stockpile solutions. */
    @WithDefault("5m")
    @Bounds(min = "30s", max = "30m")
    Duration challengeExpiry();
}
