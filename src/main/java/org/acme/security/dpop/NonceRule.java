package org.acme.security.dpop;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.OptionalLong;
import org.acme.security.dpop.Nonces.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a proof needs a nonce and until when the proof is accepted. A nonce that is present must be valid
 * even where none is needed, so that a proof with a nonce can be forgotten when the nonce expires.
 */
@Singleton
record NonceRule(DpopConfig config, Nonces nonces, UsedProofs used) {

    /** Where a routine nonce suffices, so do those of crowded and recovering instances: clients reach any instance. */
    private static final List<Purpose> USUAL = List.of(Purpose.ROUTINE, Purpose.CROWDED, Purpose.RECOVERING);

    /** The purpose of the nonce that proofs currently need; null when they need none. */
    @Nullable
    Purpose requiredNonce(long now) {
        Purpose requiredNonce = used.requiredNonce(now);
        return requiredNonce == null && config.nonce() == DpopConfig.Nonce.REQUIRED ? Purpose.ROUTINE : requiredNonce;
    }

    /** The value of {@code DPoP-Nonce}. */
    String current(long now) {
        Purpose requiredNonce = requiredNonce(now);
        return nonces.current(requiredNonce == null ? Purpose.ROUTINE : requiredNonce, now);
    }

    /**
     * The last second in which the proof is accepted.
     *
     * @throws RefusedProof when the proof has no nonce and needs one, or has one that is not valid
     */
    long acceptedUntil(Proof proof, @Nullable Purpose requiredNonce, long now) {
        long byAge = proof.issuedAt() + config.lifetime().toSeconds();
        if (proof.nonce() == null && requiredNonce == null) {
            return byAge;
        }
        if (proof.nonce() == null) {
            throw ProofFault.NONCE.refused();
        }
        return accepted(requiredNonce).stream()
                .map(purpose -> nonces.acceptedUntil(purpose, proof.nonce(), now))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .map(byNonce -> Math.min(byAge, byNonce))
                .findFirst()
                .orElseThrow(ProofFault.NONCE::refused);
    }

    private static List<Purpose> accepted(@Nullable Purpose requiredNonce) {
        return requiredNonce == null || requiredNonce == Purpose.ROUTINE ? USUAL : List.of(requiredNonce);
    }
}
