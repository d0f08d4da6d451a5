package org.acme.security.crypto;

/** Signed text for tests of other packages. */
public final class SignedTextFixture {

    private SignedTextFixture() {}

    public static SignedText signedText() {
        return new SignedText(() -> new byte[32]);
    }
}
