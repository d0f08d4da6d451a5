package org.acme.security.crypto;

/** A table with encrypted fields, implemented by the feature that owns it. */
public interface EncryptedFields {

    /**
     * Re-encrypts fields that were encrypted with an older key. Safe to run on several instances at once.
     *
     * @return number of re-encrypted fields
     */
    int reencrypt();
}
