package org.acme.security.issuer;

import java.util.HashMap;
import java.util.Map;
import org.acme.fixture.Configured;

/** Settings as the service would read them, with all defaults. */
final class IssuerSettings {

    static final String ISSUER = "https://login.example.com/realms/test";
    static final String AUDIENCE = "https://reports.example.com";

    private IssuerSettings() {}

    static IssuerConfig own() {
        return of(Map.of());
    }

    /** @param more further properties, by name */
    static IssuerConfig external(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(
                Map.of("app.issuer", "external", "app.issuer.url", ISSUER, "app.issuer.audience", AUDIENCE));
        all.putAll(more);
        return of(all);
    }

    static IssuerConfig of(Map<String, String> properties) {
        return Configured.of(IssuerConfig.class, properties);
    }

    static IssuerCallsConfig calls(Map<String, String> properties) {
        return Configured.of(IssuerCallsConfig.class, properties);
    }
}
