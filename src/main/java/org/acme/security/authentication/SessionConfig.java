package org.acme.security.authentication;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** Lifetimes of sessions and the delay of revocation. */
@ConfigMapping(prefix = "app.session")
@RegisterForReflection
@Unremovable
public interface SessionConfig extends CheckedSettings {

    /**
     * Idle limit: a refresh token that is not used for this long expires. The minimum is the longest lifetime of an
     * access token, because an issued access token works until it expires. NIST SP 800-63B-4 sets no limit for one
     * factor, and at most one hour where two are needed (section 2.2.3).
     */
    @WithDefault("14d")
    @Bounds(min = "1h", max = "90d")
    Duration refreshExpiry();

    /**
     * Absolute limit: the user must log in again after this long, however often the session is refreshed. NIST SP
     * 800-63B-4 recommends at most 30 days for one factor (section 2.1.3), and 24 hours where two are needed (section
     * 2.2.3).
     */
    @WithDefault("30d")
    @Bounds(min = "1m", max = "365d")
    Duration maxLifetime();

    /**
     * Maximum delay until every instance applies a revocation, a disabled account or a changed role, even when
     * notifications fail. A shorter delay costs more queries: on each instance, at most one for each existing session,
     * account and API key per delay, and one after each change.
     */
    @WithDefault("2s")
    @Bounds(min = "100ms", max = "1m")
    Duration revocationDelay();

    /**
     * Another JDBC URL of the same database, for the connection that receives notifications. Required when
     * {@code quarkus.datasource.jdbc.url} leads to a pooler in transaction mode, which delivers no notifications. The
     * credentials are the same.
     */
    Optional<String> listenUrl();

    /** Maximum age of the authentication for sensitive operations (RFC 9470). */
    @WithDefault("300s")
    @Bounds(min = "10s", max = "12h")
    Duration recentLogin();
}
