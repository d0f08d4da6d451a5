/**
 * Passwords: policy, hashing, and the check against breached passwords.
 *
 * <p>Attack (API2:2023 Broken Authentication, API10:2023 Unsafe Consumption of APIs): an attacker guesses weak
 * passwords, or cracks the hashes of a stolen database; the API of breached passwords, or an attacker in its place,
 * responds slowly, endlessly, with invalid data or with a redirect, and takes this service down.
 *
 * <p>Use: call {@link org.acme.security.password.PasswordPolicy#check} before a password is set, and
 * {@link org.acme.security.password.Passwords} to hash and verify it. Without {@code app.breach-check.url}, the policy
 * uses its list of common passwords only.
 *
 * <p>Limits: a malicious API can report any password as breached or as clear. It sees the first five characters of each
 * SHA-1 hash, and the time of the check. {@code security.outbound} makes the calls, because it limits every phase and
 * counts bytes while they arrive, which a REST client does not. SmallRye Fault Tolerance provides circuit breaker and
 * bulkhead.
 *
 * <p>Settings: {@code app.password.*}, {@code app.breach-check.*}; {@code quarkus.tls.breach-check} for a trust store
 * other than Java's.
 *
 * <p>Copy along: what {@code docs/controls.md} names; {@code passwords/common.txt} among the resources, best with a
 * list of your own, and its line in {@code quarkus.native.resources.includes}.
 *
 * <p>Proof: {@code owasp.Api10UnsafeConsumptionTest}, {@code security.password.PasswordsTest},
 * {@code security.password.HashRangeTest}
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP Password
 *     Storage Cheat Sheet</a>
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xaa-unsafe-consumption-of-apis/">API10:2023</a>
 */
@MayUse({"problem", "security.crypto.SecretTokens", "security.outbound"})
@NullMarked
package org.acme.security.password;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
