package org.acme.security.botdefense;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** Asks clients for work before a flow that bots like; one person hardly notices it, a million attempts are dear. */
@ApplicationScoped
public class BotDefense {

    static final String REFUSALS = "palisade.bot.refusals";

    private final ProofOfWork proofOfWork;
    private final SpentChallenges spent;
    private final Difficulty difficulty;
    private final MeterRegistry metrics;

    BotDefense(ProofOfWork proofOfWork, SpentChallenges spent, Difficulty difficulty, MeterRegistry metrics) {
        this.proofOfWork = proofOfWork;
        this.spent = spent;
        this.difficulty = difficulty;
        this.metrics = metrics;
    }

    public ChallengeView challenge() {
        return proofOfWork.challenge(difficulty.current());
    }

    /**
     * Takes a solution, which is spent by that.
     *
     * @param solution as ALTCHA's widget sends it, in base64; null when there is none
     * @throws Problem 400 when there is none, or it is wrong, expired or spent
     */
    public void require(String solution) {
        if (solution == null || solution.isBlank()) {
            throw refusal(ProblemCode.CHALLENGE_REQUIRED);
        }
        if (!proofOfWork.check(solution).filter(spent::spend).isPresent()) {
            difficulty.failed();
            throw refusal(ProblemCode.CHALLENGE_FAILED);
        }
    }

    /** Something failed that bots fail at, such as a login. */
    public void failed() {
        difficulty.failed();
    }

    private Problem refusal(ProblemCode code) {
        metrics.counter(REFUSALS, "code", code.code()).increment();
        return new Problem(code);
    }
}
