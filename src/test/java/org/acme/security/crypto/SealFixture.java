package org.acme.security.crypto;

/** A seal for tests of other packages. */
public final class SealFixture {

    private SealFixture() {}

    public static Seal seal() {
        return new Seal(() -> new byte[32]);
    }
}
