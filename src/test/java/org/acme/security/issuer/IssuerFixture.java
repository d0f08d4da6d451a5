package org.acme.security.issuer;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Map;

/** The control without and with an external issuer, for tests of other packages. */
public final class IssuerFixture {

    private IssuerFixture() {}

    public static IssuerTokens own() {
        return new IssuerTokens(IssuerSettings.own(), null);
    }

    /** With keys that were read just now. */
    public static IssuerTokens external(Ticker ticker) {
        return IssuerTokensTest.tokens(Map.of(), ticker);
    }

    /** A valid access token of the external issuer. */
    public static String token() {
        return IssuerTokensTest.with(claims -> {});
    }
}
