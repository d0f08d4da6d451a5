package org.acme.security.transport;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.PGProperty;

/**
 * Configures the JDBC connections of migrations. Opening one has timeouts; a statement has none, because a migration
 * may take long. Prepared statements are unnamed, so that a pooler in transaction mode works. Server error details are
 * off: they quote the failed statement, which can contain the password of the service's role.
 */
@Singleton
class QuietMigrations implements FlywayConfigurationCustomizer {

    private static final Map<String, String> PROPERTIES = Map.of(
            PGProperty.LOG_SERVER_ERROR_DETAIL.getName(), "false",
            PGProperty.CONNECT_TIMEOUT.getName(), "3",
            PGProperty.LOGIN_TIMEOUT.getName(), "10",
            PGProperty.TCP_KEEP_ALIVE.getName(), "true",
            PGProperty.PREPARE_THRESHOLD.getName(), "0");

    @Override
    public void customize(FluentConfiguration migrations) {
        migrations.jdbcProperties(PROPERTIES);
        if (migrations.getUrl() != null) {
            // Rebuilds the data source, which was created without the properties.
            migrations.dataSource(migrations.getUrl(), migrations.getUser(), migrations.getPassword());
        }
    }
}
