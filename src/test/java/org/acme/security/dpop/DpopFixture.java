package org.acme.security.dpop;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.crypto.PseudonymsFixture;
import org.acme.security.edge.EdgeConfig;

/** The control with default settings, for tests of other packages. */
public final class DpopFixture {

    private DpopFixture() {}

    public static DpopProofs create() {
        DpopConfig config = DpopSettings.defaults();
        UsedProofs used = new LocalProofs(config.maxProofs());
        NonceRule nonces = new NonceRule(config, new Nonces(PseudonymsFixture.create(), config), used);
        Clock clock = Clock.systemUTC();
        ProofProblems problems = new ProofProblems(config, nonces, clock);
        return new DpopProofs(config, new Edge(), new ProofVerifier(config), nonces, used, problems, null, clock);
    }

    /** The key of a client whose proof Redis did not check in time. */
    public static ProvenKey unchecked() {
        return new ProvenKey("key", () -> {
            throw new Problem(ProblemCode.DPOP_NONCE_REQUIRED_FOR_TOKENS);
        });
    }

    private record Edge() implements EdgeConfig {

        @Override
        public HeaderSet securityHeaders() {
            return HeaderSet.OWASP;
        }

        @Override
        public Optional<String> publicUrl() {
            return Optional.empty();
        }

        @Override
        public Cors cors() {
            return Optional::<List<String>>empty;
        }
    }
}
