package org.acme.security.dpop;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.acme.problem.AuthenticationChallenge;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.crypto.JwsAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Reports refused proofs: 401 for protected resources (RFC 9449, sections 7.1 and 9), 400 where tokens are issued
 * (sections 5 and 8).
 */
@Singleton
record ProofProblems(DpopConfig config, NonceRule nonces, Clock clock) implements AuthenticationChallenge {

    static final String NONCE_HEADER = "DPoP-Nonce";
    static final String ALGORITHMS = "algs=\"" + JwsAlgorithm.NAMES + "\"";

    /** The kind of endpoint at which a proof is presented. */
    enum Endpoint {
        RESOURCE(ProblemCode.INVALID_DPOP_PROOF, ProblemCode.DPOP_NONCE_REQUIRED),
        TOKEN(ProblemCode.INVALID_DPOP_PROOF_FOR_TOKENS, ProblemCode.DPOP_NONCE_REQUIRED_FOR_TOKENS);

        private final ProblemCode invalid;
        private final ProblemCode nonce;

        Endpoint(ProblemCode invalid, ProblemCode nonce) {
            this.invalid = invalid;
            this.nonce = nonce;
        }
    }

    /** Tells clients without valid credentials that they may use DPoP. */
    @Override
    public Optional<String> challenge() {
        return config.mode() == DpopConfig.Mode.OFF ? Optional.empty() : Optional.of("DPoP " + ALGORITHMS);
    }

    Problem problem(ProofFault fault, Endpoint endpoint) {
        boolean needsNonce = fault == ProofFault.NONCE;
        String error = needsNonce ? "use_dpop_nonce" : "invalid_dpop_proof";
        Map<String, String> headers = new TreeMap<>();
        headers.put("WWW-Authenticate", "DPoP error=\"" + error + "\", " + ALGORITHMS);
        if (needsNonce) {
            headers.put(NONCE_HEADER, nonces.current(clock.instant().getEpochSecond()));
        }
        return Problem.withHeaders(needsNonce ? endpoint.nonce : endpoint.invalid, fault.detail(), headers);
    }

    /** The problem of a proof that could not be used; null when it was. */
    @Nullable
    Problem problem(UsedProofs.Use use, Endpoint endpoint) {
        return switch (use) {
            case ACCEPTED -> null;
            case REPLAYED -> problem(ProofFault.USED, endpoint);
            case NEEDS_NONCE -> problem(ProofFault.NONCE, endpoint);
            case FULL -> new Problem(ProblemCode.UNAVAILABLE);
        };
    }
}
