package org.acme.security.hardening;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.PGProperty;

/**
 * Sets up the connections of migrations, which the owner of the schema makes, and not the pool. They have timeouts for
 * opening a connection but none for a statement, because a migration may take long; they name no prepared statement, so
 * that they work through a pooler in transaction mode; and they keep the password of the service's role out of the
 * failure of a migration, which is logged: the server's detail quotes the statement that failed.
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
            // Its connections were set up before, without the property.
            migrations.dataSource(migrations.getUrl(), migrations.getUser(), migrations.getPassword());
        }
    }
}
