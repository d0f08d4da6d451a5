/**
 * Field encryption, random secrets, signed values, pseudonyms and public keys of signatures.
 *
 * <p>Attack (A02:2021 Cryptographic Failures): an attacker reads secrets from a stolen database, or alters a value that
 * a client returns.
 *
 * <p>Use: {@link org.acme.security.crypto.FieldEncryption}, {@link org.acme.security.crypto.SecretTokens},
 * {@link org.acme.security.crypto.SignedText}, {@link org.acme.security.crypto.Pseudonyms},
 * {@link org.acme.security.crypto.JwsAlgorithm}. Produce a bean of {@link org.acme.security.crypto.EncryptedFields} for
 * each encrypted column, so that keys can be rotated.
 *
 * <p>Limits: values of {@code SignedText} are signed but readable. An attacker who can read the memory of the process
 * has the keys.
 *
 * <p>Settings: {@code app.crypto.keyset}.
 *
 * <p>Copy along: what {@code docs/controls.md} names; an implementation of
 * {@link org.acme.security.crypto.KeyMaterial}.
 *
 * <p>Proof: {@code security.crypto.FieldEncryptionTest}, {@code security.crypto.ReencryptionTest},
 * {@code security.crypto.SignedTextTest}
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html">OWASP
 *     Cryptographic Storage Cheat Sheet</a>
 */
@MayUse({})
@NullMarked
package org.acme.security.crypto;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
