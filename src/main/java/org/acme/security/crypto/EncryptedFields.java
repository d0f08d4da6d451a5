package org.acme.security.crypto;

/** A table with encrypted fields; the feature that owns it can bring them to the newest key. */
public interface EncryptedFields {

    /**
     * Encrypts anew what an older key encrypted; safe to run on several instances at once.
     *
     * @return how many fields were brought to the newest key
     */
    int reencrypt();
}
