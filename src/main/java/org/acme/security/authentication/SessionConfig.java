package org.acme.security.authentication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long sessions last and how soon their end is noticed. */
@ConfigMapping(prefix = "app.session")
public interface SessionConfig {

    /**
     * A refresh token that is not used for this long is void: the idle limit of a session. NIST SP 800-63B-4 sets none
     * for one factor, and at most one hour where two are needed (section 2.2.3).
     */
    @WithDefault("14d")
    @DurationMin(minutes = 1)
    @DurationMax(days = 90)
    Duration refreshExpiry();

    /**
     * However often it is refreshed, a session ends after this long, and its user has to log in again: the absolute
     * limit. NIST SP 800-63B-4 recommends at most 30 days for one factor (section 2.1.3), and 24 hours where two are
     * needed (section 2.2.3).
     */
    @WithDefault("30d")
    @DurationMin(minutes = 1)
    @DurationMax(days = 365)
    Duration maxLifetime();

    /**
     * A revocation, a disabled account or a changed role is noticed by every instance within this time, even by one
     * that cannot be told. A shorter delay costs more queries: at most one per session, account and delay.
     */
    @WithDefault("2s")
    @DurationMin(millis = 100)
    @DurationMax(minutes = 1)
    Duration revocationDelay();

    /**
     * Another JDBC URL of the same database, for the connection that receives revocations from other instances. Needed
     * where {@code quarkus.datasource.jdbc.url} leads to a pooler in transaction mode, through which no notification
     * arrives. The credentials are the same.
     */
    Optional<String> listenUrl();

    /** A sensitive operation asks for a login that is not older than this (RFC 9470). */
    @WithDefault("300s")
    @DurationMin(seconds = 10)
    @DurationMax(hours = 12)
    Duration recentLogin();
}
