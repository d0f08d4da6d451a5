package org.acme.security.dpop;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.acme.security.crypto.SecretTokens;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a proof (RFC 9449, section 4.2).
 *
 * @param issuedAt seconds since the epoch
 * @param ath the hash of the access token, which the sender knows, so that comparing it reveals nothing
 */
record Proof(
        String jti,
        String method,
        String url,
        long issuedAt,
        @Nullable String ath,
        @Nullable String nonce) {

    /** Allowed difference between the clocks of client and service. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final int MAX_JTI = 128;
    private static final int MAX_NONCE = 128;

    /** @throws RefusedProof when a claim is missing or has another type */
    static Proof of(JsonNode claims) {
        String jti = ProofJson.text(claims, "jti");
        String method = ProofJson.text(claims, "htm");
        String url = ProofJson.text(claims, "htu");
        JsonNode issuedAt = claims.path("iat");
        if (jti == null || jti.isEmpty() || jti.length() > MAX_JTI || method == null || url == null) {
            throw ProofFault.CLAIMS.refused();
        }
        if (!issuedAt.isNumber() || !issuedAt.canConvertToLong()) {
            throw ProofFault.CLAIMS.refused();
        }
        return new Proof(jti, method, url, issuedAt.longValue(), optional(claims, "ath"), nonce(claims));
    }

    private static @Nullable String optional(JsonNode claims, String name) {
        if (claims.has(name) && !claims.get(name).isTextual()) {
            throw ProofFault.CLAIMS.refused();
        }
        return ProofJson.text(claims, name);
    }

    private static @Nullable String nonce(JsonNode claims) {
        String nonce = optional(claims, "nonce");
        if (nonce != null && nonce.length() > MAX_NONCE) {
            throw ProofFault.CLAIMS.refused();
        }
        return nonce;
    }

    /**
     * @param accessToken null where the proof accompanies no access token
     * @throws RefusedProof when the proof is for another request, token or time
     */
    void check(String wantedMethod, String wantedUrl, @Nullable String accessToken, Instant now, Duration lifetime) {
        if (!method.equals(wantedMethod)) {
            throw ProofFault.METHOD.refused();
        }
        if (!ProofUrl.matches(wantedUrl, url)) {
            throw ProofFault.URL.refused();
        }
        long age = now.getEpochSecond() - issuedAt;
        if (age > lifetime.toSeconds() || age < -SKEW.toSeconds()) {
            throw ProofFault.AGE.refused();
        }
        if (accessToken != null && !SecretTokens.hash(accessToken).equals(ath)) {
            throw ProofFault.TOKEN.refused();
        }
    }

    /** Identifies the proof. Another client's proof with the same {@code jti} is another proof. */
    ProofId id(String thumbprint) {
        return ProofId.of(thumbprint, jti);
    }
}
