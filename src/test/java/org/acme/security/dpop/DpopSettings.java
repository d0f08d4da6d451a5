package org.acme.security.dpop;

import java.time.Duration;

/** Settings with the defaults of the service. */
record DpopSettings(Mode mode, Duration lifetime, Nonce nonce, Duration nonceLifetime, int maxProofs)
        implements DpopConfig {

    static DpopSettings defaults() {
        return with(Mode.OPTIONAL, Nonce.OFF);
    }

    static DpopSettings with(Mode mode, Nonce nonce) {
        Duration minute = Duration.ofMinutes(1);
        return new DpopSettings(mode, minute, nonce, minute, 1_000);
    }
}
