package org.acme.security.dpop;

import com.fasterxml.jackson.databind.JsonNode;
import org.acme.security.crypto.JwsAlgorithm;
import org.acme.security.crypto.SignatureVerifier;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * The key of a client, from the header of its proofs.
 *
 * @param thumbprint SHA-256 of the key (RFC 7638), the {@code jkt} of its tokens
 */
record ProofKey(SignatureVerifier signatures, String thumbprint) {

    /** At least 128 bits of security strength (NIST SP 800-57, part 1, section 5.6.1.1). */
    private static final int MIN_RSA_BITS = 3072;

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
        JwsAlgorithm algorithm =
                JwsAlgorithm.of(ProofJson.text(members, "alg")).orElseThrow(ProofFault.ALGORITHM::refused);
        PublicJsonWebKey key = algorithm.key(members.path("jwk"), MIN_RSA_BITS).orElseThrow(ProofFault.KEY::refused);
        return new ProofKey(algorithm.verifier(key.getPublicKey()), key.calculateBase64urlEncodedThumbprint("SHA-256"));
    }
}
