/**
 * API6: a repeated request has one effect.
 *
 * <p>Attack: a client, a proxy or an attacker repeats a request whose response was lost, or sends it many times at
 * once, to one instance or several; the report, account, key or webhook exists twice, and a secret that is shown once
 * is lost. Use: {@link org.acme.security.idempotency.Idempotent} on an operation that returns a {@code Response}; call
 * {@link org.acme.security.idempotency.Idempotency#claim} first in the transaction that makes the effect. Clients send
 * {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header, revision 07 of 2025-10-15, expired without a
 * successor). Settings: {@code app.idempotency.*}. Limits: the key is optional; operations without the annotation and
 * GraphQL ignore it. A retry is compared byte by byte; with another body, another API key or changed permissions it is
 * refused with 422. Failures are not stored. Of effects outside the database, such as a lookup of a host name, a retry
 * may make one more. When all keys of a user are in use, further ones get 429 until one expires.
 *
 * <p>A request with a key: the interceptor looks the key up and returns the stored response, if there is one. Otherwise
 * it begins a transaction and calls the operation. The feature claims the key by an advisory lock of PostgreSQL, which
 * ends with the transaction or the connection; a second request meanwhile gets 409, on the same instance before it
 * begins. Effect and response are committed together, so a crash leaves both or neither. Keys are hashed, responses
 * encrypted.
 *
 * <p>It uses {@code security.crypto} for hashes and encryption, {@code security.authentication.Caller} for the scope of
 * a key. To lift out: this package, those classes, the table {@code idempotency_keys}, the entry in
 * {@code quarkus.http.cors.headers}, and PostgreSQL.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07">The Idempotency-Key
 *     HTTP Header Field</a>; proof: {@code owasp.Api06IdempotencyTest},
 *     {@code security.idempotency.IdempotencyKeysTest}, {@code packaged.IdempotencyIT}
 */
package org.acme.security.idempotency;
