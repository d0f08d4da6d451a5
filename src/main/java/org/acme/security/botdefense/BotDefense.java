package org.acme.security.botdefense;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Requires proof of work before flows that bots abuse. One solution is cheap; a million are expensive. */
@Singleton
public record BotDefense(ProofOfWork proofOfWork, UsedChallenges used, Difficulty difficulty, MeterRegistry metrics)
        implements MeterBinder {

    private static final String REFUSALS = "palisade.bot.refusals";

    /** Registers the meters at startup, so that the first refusal shows as an increase from zero. */
    @Override
    public void bindTo(MeterRegistry registry) {
        registry.counter(REFUSALS, "code", ProblemCode.CHALLENGE_REQUIRED.code());
        registry.counter(REFUSALS, "code", ProblemCode.CHALLENGE_FAILED.code());
        Gauge.builder("palisade.bot.doublings", difficulty, Difficulty::doublings)
                .register(registry);
    }

    public ChallengeView challenge() {
        return proofOfWork.challenge(difficulty.current());
    }

    /**
     * Verifies a solution and marks it as used.
     *
     * @param solution base64, as the ALTCHA widget sends it; null when missing
     * @throws Problem 400 when the solution is missing, wrong, expired or already used
     */
    public void require(@Nullable String solution) {
        if (solution == null || solution.isBlank()) {
            throw refusal(ProblemCode.CHALLENGE_REQUIRED);
        }
        if (!proofOfWork.check(solution).filter(used::use).isPresent()) {
            difficulty.failed();
            throw refusal(ProblemCode.CHALLENGE_FAILED);
        }
    }

    /** Reports a failure that is typical of bots, such as a failed login. */
    public void failed() {
        difficulty.failed();
    }

    private Problem refusal(ProblemCode code) {
        metrics.counter(REFUSALS, "code", code.code()).increment();
        return new Problem(code);
    }
}
