/**
 * Requests with an {@code Idempotency-Key} take effect once.
 *
 * <p>Attack (API6:2023 Unrestricted Access to Sensitive Business Flows): a client, a proxy or an attacker repeats a
 * request whose response was lost, or sends it many times at once, to one or several instances. The object then exists
 * twice, and a secret that is shown once is lost.
 *
 * <p>Use: mark an operation that returns a {@code Response} with {@link org.acme.security.idempotency.Idempotent}. Call
 * {@link org.acme.security.idempotency.Idempotency#claim} first in its transaction, and
 * {@link org.acme.security.idempotency.Idempotency#forget} in the one that deletes the object. Clients send
 * {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header, revision 07 of 2025-10-15, expired without a
 * successor).
 *
 * <p>Limits: the key is optional. GraphQL and operations without the annotation ignore it. A retry must have the same
 * URL, body (byte by byte), API key and permissions; otherwise it gets 422. It gets the response without a new check of
 * access to objects that the URL names. Failures are not stored. A retry can repeat an effect outside the database,
 * such as a name lookup. A user who has reached the maximum of keys gets 429 until one expires. After the deletion of
 * the object, a retry creates another one.
 *
 * <p>Settings: {@code app.idempotency.*}.
 *
 * <p>Copy along: what {@code docs/controls.md} names; the table {@code idempotency_keys}, {@code Idempotency-Key} in
 * the request headers that CORS allows.
 *
 * <p>Proof: {@code owasp.Api06IdempotencyTest}, {@code security.idempotency.IdempotencyKeysTest},
 * {@code packaged.IdempotencyIT}
 *
 * <p>The steps of a request with a key: the interceptor looks the key up and returns the stored response, if any.
 * Otherwise it begins a transaction and calls the operation. The feature claims the key with an advisory lock of
 * PostgreSQL, which ends with the transaction or the connection. A concurrent duplicate gets 409; on the same instance,
 * before it asks the database for the lock. Effect and response are committed together, so a crash leaves both or
 * neither. Keys are hashed, responses encrypted.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07">The Idempotency-Key
 *     HTTP Header Field</a>
 */
@MayUse({
    "problem",
    "security.authentication.Caller",
    "security.authentication.CurrentCaller",
    "security.crypto.EncryptedFields",
    "security.crypto.FieldEncryption",
    "security.crypto.SecretTokens"
})
@NullMarked
package org.acme.security.idempotency;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
