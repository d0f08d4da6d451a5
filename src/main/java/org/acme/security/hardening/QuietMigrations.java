package org.acme.security.hardening;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.PGProperty;

/**
 * Keeps the password of the service's role out of the failure of a migration, which is logged: the server's detail
 * quotes the statement that failed. Flyway connects as the owner, and not by the pool that has this setting.
 */
@Singleton
class QuietMigrations implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration migrations) {
        migrations.jdbcProperties(Map.of(PGProperty.LOG_SERVER_ERROR_DETAIL.getName(), "false"));
        if (migrations.getUrl() != null) {
            // Its connections were set up before, without the property.
            migrations.dataSource(migrations.getUrl(), migrations.getUser(), migrations.getPassword());
        }
    }
}
