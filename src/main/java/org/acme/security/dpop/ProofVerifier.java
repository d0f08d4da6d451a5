package org.acme.security.dpop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Verifies proofs (RFC 9449, section 4.3), except for nonce and replay. Keys are cached by the header of the proof,
 * because clients send the same one with each proof, and parsing a key costs as much as verifying a signature with it.
 */
@Singleton
class ProofVerifier {

    static final int MAX_LENGTH = 4_096;

    /** Header, claims, signature. */
    private static final int PARTS = 3;

    /** About twenty kilobytes each. */
    private static final long MAX_KEYS = 2_500;

    private static final Duration KEPT_UNUSED = Duration.ofMinutes(2);

    private final Duration lifetime;
    private final Cache<String, ProofKey> keys = Caffeine.newBuilder()
            .maximumSize(MAX_KEYS)
            .expireAfterAccess(KEPT_UNUSED)
            .build();

    ProofVerifier(DpopConfig config) {
        this.lifetime = config.lifetime();
    }

    /** A proof with the key that signed it. */
    record Verified(ProofKey key, Proof proof) {

        ProofId id() {
            return proof.id(key.thumbprint());
        }
    }

    /**
     * @param url the URL of the request without query
     * @param accessToken null where the proof accompanies no access token
     * @param thumbprint of the key that the access token is bound to; null accepts every key
     * @throws RefusedProof when the proof is invalid
     */
    Verified verify(
            String text,
            String method,
            String url,
            @Nullable String accessToken,
            @Nullable String thumbprint,
            Instant now) {
        String[] parts = text.length() > MAX_LENGTH ? new String[0] : text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw ProofFault.MALFORMED.refused();
        }
        ProofKey known = keys.getIfPresent(parts[0]);
        ProofKey key = known != null ? known : ProofKey.of(parts[0]);
        if (thumbprint != null && !thumbprint.equals(key.thumbprint())) {
            throw ProofFault.ANOTHER_KEY.refused();
        }
        Proof proof = Proof.of(ProofJson.object(parts[1]));
        proof.check(method, url, accessToken, now, lifetime);
        byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        if (!key.signatures().verifies(signed, ProofJson.bytes(parts[2]))) {
            throw ProofFault.SIGNATURE.refused();
        }
        // Any client can create proofs with any number of keys. Only the key of a verified token was known before.
        if (known == null && thumbprint != null) {
            keys.put(parts[0], key);
        }
        return new Verified(key, proof);
    }
}
