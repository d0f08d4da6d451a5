package org.acme.security.crypto;

import java.util.function.Function;

/**
 * An encrypted column, which the owner of the table produces as a bean. The names are parts of SQL statements.
 *
 * @param row the row of a ciphertext by its primary key, as given to {@link FieldEncryption#encrypt}
 * @param key the columns of the primary key
 */
public record EncryptedFields(String table, String column, Function<Object[], String> row, String... key) {}
