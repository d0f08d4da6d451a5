package org.acme.security.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

class QuietMigrationsTest {

    @Test
    void connections_of_migrations_have_timeouts_and_log_no_details_of_the_server() {
        FluentConfiguration migrations = new FluentConfiguration();
        migrations.dataSource("jdbc:postgresql://localhost:1/none", "owner", "secret");
        new QuietMigrations().customize(migrations);
        assertThat(migrations.getJdbcProperties())
                .containsEntry("logServerErrorDetail", "false")
                .containsEntry("connectTimeout", "3")
                .containsEntry("loginTimeout", "10")
                .containsEntry("tcpKeepAlive", "true")
                .containsEntry("prepareThreshold", "0");
    }
}
