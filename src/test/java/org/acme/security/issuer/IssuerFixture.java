package org.acme.security.issuer;

/** The control without an external issuer, for tests of other packages. */
public final class IssuerFixture {

    private IssuerFixture() {}

    public static IssuerTokens own() {
        return new IssuerTokens(IssuerSettings.own(), null);
    }
}
