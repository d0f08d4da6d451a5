package org.acme.security.dpop;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the used proofs of this instance, in bounded memory. A proof is never forgotten before it expires: when
 * much of the memory is taken, proofs need a nonce, which lets them expire sooner, and when it is full, they are
 * refused. Proofs that would have expired before the last clean-up are refused, because they may be forgotten; this
 * also holds when the clock is set back.
 */
final class LocalProofs implements UsedProofs {

    private final int max;
    private final Set<ProofId> used = new HashSet<>();
    private final TreeMap<Long, List<ProofId>> byExpiry = new TreeMap<>();
    private long forgottenUntil = Long.MIN_VALUE;

    LocalProofs(int max) {
        this.max = max;
    }

    @Override
    public Future<Use> use(AcceptedProof proof, long now) {
        return Future.succeededFuture(use(proof.id(), proof.until(), now));
    }

    private synchronized Use use(ProofId id, long until, long now) {
        forget(now);
        if (until <= forgottenUntil || used.contains(id)) {
            return Use.REPLAYED;
        }
        if (used.size() >= max) {
            return Use.FULL;
        }
        used.add(id);
        byExpiry.computeIfAbsent(until, second -> new ArrayList<>()).add(id);
        return Use.ACCEPTED;
    }

    /** Removes the proofs that are refused at this second because of their age. */
    private void forget(long now) {
        while (!byExpiry.isEmpty() && byExpiry.firstKey() < now) {
            forgottenUntil = byExpiry.firstKey();
            byExpiry.pollFirstEntry().getValue().forEach(used::remove);
        }
    }

    @Override
    public synchronized Nonces.@Nullable Purpose requiredNonce(long now) {
        forget(now);
        return used.size() >= max - max / 4 ? Nonces.Purpose.CROWDED : null;
    }
}
