package org.acme.security.dpop;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings of sender-constrained tokens (DPoP, RFC 9449). */
@ConfigMapping(prefix = "app")
@RegisterForReflection
@Unremovable
public interface DpopConfig extends CheckedSettings {

    /**
     * Whether clients may, must or cannot bind their tokens to a key. A stolen unbound token can be used by an
     * attacker.
     */
    @WithName("dpop")
    @WithDefault("optional")
    Mode mode();

    /**
     * How long after its {@code iat} a proof is accepted. A longer time admits slower clients and clocks, takes more
     * memory, and gives an attacker more time to use an intercepted proof.
     */
    @WithName("dpop.lifetime")
    @WithDefault("60s")
    @Bounds(min = "5s", max = "5m")
    Duration lifetime();

    /**
     * {@code required} accepts only proofs with a nonce of the service, so that an attacker cannot create proofs for
     * later use. It costs a client one more request at the start and after a pause.
     */
    @WithName("dpop.nonce")
    @WithDefault("off")
    Nonce nonce();

    /** A new nonce is issued after this time; each is accepted for at most twice as long. */
    @WithName("dpop.nonce-lifetime")
    @WithDefault("60s")
    @Bounds(min = "5s", max = "5m")
    Duration nonceLifetime();

    /**
     * Maximum number of used proofs in the memory of an instance, about 150 bytes each. From three quarters on, proofs
     * need a nonce that expires after seconds; when it is full, requests with a proof fail with 503.
     */
    @WithName("dpop.max-proofs")
    @WithDefault("200000")
    @Bounds(min = "1000", max = "10000000")
    int maxProofs();

    /** A setting without effect would only seem to protect. */
    @Override
    default @Nullable String refusal(boolean production) {
        return nonce() == Nonce.REQUIRED && mode() == Mode.OFF
                ? "app.dpop.nonce=required (APP_DPOP_NONCE) has no effect with app.dpop=off (APP_DPOP):"
                        + " set app.dpop to optional or required, or remove app.dpop.nonce"
                : null;
    }

    /** Whether tokens are bound to keys. */
    enum Mode {

        /** No token is bound. Tokens and sessions that were bound before are refused. */
        OFF,

        /** The client decides at login. */
        OPTIONAL,

        /** Login requires a proof; unbound tokens are refused. API keys are not affected. */
        REQUIRED
    }

    /** Whether each proof must contain a nonce of the service. */
    enum Nonce {
        OFF,
        REQUIRED
    }
}
