package org.acme.security.crypto;

/** Verifies signatures with one public key. Thread-safe. */
@FunctionalInterface
public interface SignatureVerifier {

    boolean verifies(byte[] signed, byte[] signature);
}
