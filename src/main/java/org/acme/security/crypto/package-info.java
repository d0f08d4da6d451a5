/**
 * Cryptography that more than one group needs: password hashes, encrypted fields, random secrets, sealed text,
 * pseudonyms.
 *
 * <p>Attack: guessing passwords or reading secrets from a stolen table; altering what we asked a client to bring back.
 * Use: {@link org.acme.security.crypto.Passwords}, {@link org.acme.security.crypto.FieldEncryption},
 * {@link org.acme.security.crypto.SecretTokens}, {@link org.acme.security.crypto.Seal},
 * {@link org.acme.security.crypto.Pseudonyms}. Limits: sealed text is readable; whoever reads the process' memory reads
 * the keys. To lift out: this package, password4j, Tink, an implementation of
 * {@link org.acme.security.crypto.KeyMaterial} and the settings {@code app.crypto.*} and {@code app.password.*}.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">Password Storage</a>;
 *     proof: {@code security.crypto.PasswordsTest}, {@code security.crypto.FieldEncryptionTest},
 *     {@code security.crypto.SealTest}
 */
package org.acme.security.crypto;
