package org.acme.security.crypto;

/**
 * An encrypted column, declared as a bean by the feature that owns the table. The names are parts of SQL statements.
 */
public abstract class EncryptedFields {

    final String table;
    final String column;
    final String[] key;

    /** @param key the columns of the primary key */
    protected EncryptedFields(String table, String column, String... key) {
        this.table = table;
        this.column = column;
        this.key = key;
    }

    /** The row of a ciphertext, as given to {@link FieldEncryption#encrypt}. */
    protected abstract String row(Object... key);
}
