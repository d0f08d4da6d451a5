package org.acme.security.dpop;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.acme.security.crypto.Pseudonyms;

/**
 * Nonces of the service (RFC 9449, section 8), computed from the shared secret and the time, so that all instances
 * issue and accept the same ones without storing them. A nonce is accepted while it is the current one, the previous
 * one, or, because the clocks of instances differ, the next one.
 */
@Singleton
record Nonces(Pseudonyms pseudonyms, DpopConfig config) {

    private static final Duration BRIEF = Duration.ofSeconds(10);

    /** Why a proof needs a nonce. {@link NonceRule} decides which ones a proof may have. */
    enum Purpose {

        /** {@code app.dpop.nonce} requires it. */
        ROUTINE,

        /** Many used proofs are stored, so that new ones can be stored for a short time only. */
        CROWDED,

        /** Redis is unavailable: proofs from before may have been used on another instance. */
        ALONE,

        /** Redis was unavailable, or the instance has just started: proofs from before may be missing in Redis. */
        RECOVERING
    }

    /** @param now seconds since the epoch */
    String current(Purpose purpose, long now) {
        return nonce(purpose, now / seconds(purpose));
    }

    /** The last second in which the nonce is accepted; empty when it is refused. */
    OptionalLong acceptedUntil(Purpose purpose, String nonce, long now) {
        long seconds = seconds(purpose);
        for (long slice = now / seconds + 1; slice >= now / seconds - 1; slice--) {
            if (nonce(purpose, slice).equals(nonce)) {
                return OptionalLong.of((slice + 2) * seconds - 1);
            }
        }
        return OptionalLong.empty();
    }

    private long seconds(Purpose purpose) {
        return (purpose == Purpose.ROUTINE ? config.nonceLifetime() : BRIEF).toSeconds();
    }

    private String nonce(Purpose purpose, long slice) {
        return pseudonyms.of("dpop-nonce/" + purpose.name().toLowerCase(Locale.ROOT), String.valueOf(slice));
    }
}
