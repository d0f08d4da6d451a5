package org.acme.security.dpop;

import org.acme.problem.LogText;

/** A proof that is not accepted. It has no stack trace, so that refusing a request is cheap. */
final class RefusedProof extends RuntimeException implements LogText.Own {

    private final ProofFault fault;

    RefusedProof(ProofFault fault) {
        super(fault.detail(), null, false, false);
        this.fault = fault;
    }

    ProofFault fault() {
        return fault;
    }
}
