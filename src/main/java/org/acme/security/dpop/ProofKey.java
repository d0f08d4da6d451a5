package org.acme.security.dpop;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.PublicKey;

/**
 * The key of a client, from the header of its proofs.
 *
 * @param thumbprint SHA-256 of the key (RFC 7638), the {@code jkt} of its tokens
 */
record ProofKey(ProofAlgorithm algorithm, PublicKey key, String thumbprint) {

    private static final String TYPE = "dpop+jwt";

    /** @throws RefusedProof when the header is not that of a proof (RFC 9449, section 4.3) */
    static ProofKey of(String header) {
        JsonNode members = ProofJson.object(header);
        if (!TYPE.equals(ProofJson.text(members, "typ"))) {
            throw ProofFault.TYPE.refused();
        }
        // Each extension that crit names must be understood (RFC 7515, section 4.1.11). There is none.
        if (members.has("crit")) {
            throw ProofFault.MALFORMED.refused();
        }
        return ProofAlgorithm.of(ProofJson.text(members, "alg")).key(members.path("jwk"));
    }
}
