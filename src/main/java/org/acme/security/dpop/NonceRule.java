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
    Purpose demand(long now) {
        Purpose demand = used.demand(now);
        return demand == null && config.nonce() == DpopConfig.Nonce.REQUIRED ? Purpose.ROUTINE : demand;
    }

    /** The value of {@code DPoP-Nonce}. */
    String current(long now) {
        Purpose demand = demand(now);
        return nonces.current(demand == null ? Purpose.ROUTINE : demand, now);
    }

    /**
     * The last second in which the proof is accepted.
     *
     * @throws RefusedProof when the proof has no nonce and needs one, or has one that is not valid
     */
    long lastSecond(Proof proof, @Nullable Purpose demand, long now) {
        long byAge = proof.issuedAt() + config.lifetime().toSeconds();
        if (proof.nonce() == null && demand == null) {
            return byAge;
        }
        if (proof.nonce() == null) {
            throw ProofFault.NONCE.refused();
        }
        return accepted(demand).stream()
                .map(purpose -> nonces.lastSecond(purpose, proof.nonce(), now))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .map(byNonce -> Math.min(byAge, byNonce))
                .findFirst()
                .orElseThrow(ProofFault.NONCE::refused);
    }

    private static List<Purpose> accepted(@Nullable Purpose demand) {
        return demand == null || demand == Purpose.ROUTINE ? USUAL : List.of(demand);
    }
}
