package org.acme.security.dpop;

import org.jspecify.annotations.Nullable;

/**
 * A verified proof that may be used once.
 *
 * @param thumbprint of its key
 * @param until the last second in which it is accepted
 * @param requiredNonce the purpose of the nonce that it needed; null when it needed none
 */
record AcceptedProof(String thumbprint, ProofId id, long until, Nonces.@Nullable Purpose requiredNonce) {

    /** Where a request carries the proof of its access token. */
    static final String KEY = AcceptedProof.class.getName();
}
