/**
 * Sender-constrained access tokens: DPoP (RFC 9449).
 *
 * <p>Attack (API2:2023 Broken Authentication): an attacker steals an access or refresh token, by script injection, from
 * a log, a proxy or a backup, and uses it.
 *
 * <p>Use: call {@link org.acme.security.dpop.DpopProofs#verifiedClientKey} in each operation that issues tokens, and
 * bind them to the key that it returns. Call {@link org.acme.security.dpop.ProvenKey#markProofUsed} after the password
 * or token was verified; otherwise, a proof is accepted again. Call {@link org.acme.security.dpop.DpopProofs#verify}
 * for each request with a bound token, and refuse a bound token with any other scheme than {@code DPoP}.
 *
 * <p>Limits: an attacker who can use the key, such as a script in the client's page, can create proofs as long as it
 * runs. With local stores, each instance accepts a proof once. While Redis is unavailable, each instance accepts a
 * proof once, and only with a nonce that expires after seconds. A proof does not cover body and query of its request.
 *
 * <p>Settings: {@code app.dpop}, {@code app.dpop.*}; the store is that of {@code app.rate-limit.store}.
 *
 * <p>Copy along: what {@code docs/controls.md} names. Your sessions need the column {@code key_thumbprint}.
 *
 * <p>Proof: {@code owasp.Api02SenderConstrainedTokensTest}, {@code owasp.Api02RequiredProofsTest},
 * {@code security.dpop.ProofVerifierTest}, {@code security.dpop.NonceRuleTest}, {@code security.dpop.UsedProofsTest},
 * {@code security.dpop.SharedProofsTest}
 *
 * <p>The steps of a request: {@code ProofVerifier} verifies the proof of a valid token, {@code NonceRule} its nonce.
 * {@code ReplayFilter} uses it after the rate limits of the caller, so that used proofs take memory only within the
 * limits of callers with tokens. {@code LocalProofs} or {@code SharedProofs} remember it until it expires.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449.html">RFC 9449</a>
 */
@MayUse({
    "problem",
    "redis",
    "security.crypto.JwsAlgorithm",
    "security.crypto.Pseudonyms",
    "security.crypto.Rfc4648Base64Url",
    "security.crypto.SecretTokens",
    "security.crypto.SignatureVerifier",
    "security.edge.EdgeConfig"
})
@NullMarked
package org.acme.security.dpop;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
