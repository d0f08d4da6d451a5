package org.acme.security.transport;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/** Encryption of database connections. */
@ConfigMapping(prefix = "app.database")
@StartupCheck
public interface DatabaseConfig extends StartupCheck.Settings {

    /** {@code off} sends passwords and rows unencrypted, which requires a trusted network. */
    @WithDefault("required")
    Tls tls();

    /** The JDBC URL; set by {@code quarkus.datasource.jdbc.url}. */
    @WithDefault("${quarkus.datasource.jdbc.url:}")
    Optional<String> url();

    /** The JDBC URL of migrations, if different; set by {@code quarkus.flyway.jdbc-url}. */
    @WithDefault("${quarkus.flyway.jdbc-url:}")
    Optional<String> migrationUrl();

    /** The JDBC URL of notifications, if different; set by {@code app.session.listen-url}. */
    @WithDefault("${app.session.listen-url:}")
    Optional<String> listenUrl();

    @Override
    default @Nullable String refusal(boolean production) {
        return DatabaseStartupCheck.refusal(this, production);
    }

    /** Whether a database on another host must be verified by its certificate. */
    enum Tls {
        REQUIRED,
        OFF
    }
}
