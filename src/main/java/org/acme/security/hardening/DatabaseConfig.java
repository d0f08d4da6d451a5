package org.acme.security.hardening;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How the way to the database is encrypted. */
@ConfigMapping(prefix = "app.database")
@VerifiedDatabase
@QuietDatabase
public interface DatabaseConfig {

    /** {@code off} sends passwords and rows as they are: somebody has to vouch for the network in between. */
    @WithDefault("required")
    Tls tls();

    /** Where it is; set by {@code quarkus.datasource.jdbc.url}, as for every client of it. */
    @WithDefault("${quarkus.datasource.jdbc.url:}")
    Optional<String> url();

    /** Where migrations find it, if elsewhere; set by {@code quarkus.flyway.jdbc-url}. */
    @WithDefault("${quarkus.flyway.jdbc-url:}")
    Optional<String> migrationUrl();

    /** Where notifications are received, if elsewhere; set by {@code app.session.listen-url}. */
    @WithDefault("${app.session.listen-url:}")
    Optional<String> listenUrl();

    /** Whether a database on another machine has to prove which one it is. */
    enum Tls {
        REQUIRED,
        OFF
    }
}
