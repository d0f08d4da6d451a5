package org.acme.security.crypto;

/** A secret that all instances share. Keys are derived from it; it is never used directly. */
public interface KeyMaterial {

    byte[] bytes();
}
