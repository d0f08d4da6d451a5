package org.acme.security.issuer;

import io.quarkus.arc.Arc;

/** Reads the issuer's keys at once, as the service does at intervals. */
public final class IssuerReadings {

    private IssuerReadings() {}

    public static void read() {
        Arc.container().instance(IssuerKeys.class).get().read();
    }
}
