package org.acme.security.botdefense;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import org.acme.problem.ProblemCode;

/** Registers the meters of the proof of work at startup, so that the first refusal shows as an increase from zero. */
@Singleton
class BotMeters implements MeterBinder {

    private final Difficulty difficulty;

    BotMeters(Difficulty difficulty) {
        this.difficulty = difficulty;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registry.counter(BotDefense.REFUSALS, "code", ProblemCode.CHALLENGE_REQUIRED.code());
        registry.counter(BotDefense.REFUSALS, "code", ProblemCode.CHALLENGE_FAILED.code());
        Gauge.builder("palisade.bot.doublings", difficulty, Difficulty::doublings)
                .register(registry);
    }
}
