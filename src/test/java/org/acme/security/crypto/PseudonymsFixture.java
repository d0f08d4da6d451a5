package org.acme.security.crypto;

/** Pseudonyms under a fixed key, for tests of other packages. */
public final class PseudonymsFixture {

    private PseudonymsFixture() {}

    public static Pseudonyms create() {
        return new Pseudonyms(() -> new byte[32]);
    }
}
