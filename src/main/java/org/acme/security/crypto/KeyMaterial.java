package org.acme.security.crypto;

/** A secret that all instances of the service share; other keys are derived from it, it is never used itself. */
public interface KeyMaterial {

    byte[] bytes();
}
