package org.acme.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.acme.fixture.Eventually;
import org.acme.fixture.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the statements of docs/operations.md that create and change the roles of the database. */
class DatabaseRolesIT {

    private static final String RULES =
            "local all all trust\nhost all postgres all trust\nhost all all all scram-sha-256\n";

    /** Sessions that a probe of each instance opens in four seconds. */
    private static final int PROBES = 2;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void createRolesAsBeforeARestore(@TempDir Path folder) throws Exception {
        Path rules = Files.writeString(folder.resolve("pg_hba.conf"), RULES);
        postgres =
                Postgres.builder().setServerConfig("hba_file", rules.toString()).start();
        run("postgres", "postgres", statements("Restore").get(0));
    }

    @AfterEach
    void stopDatabase() throws IOException {
        postgres.close();
    }

    /** Returns the statements for psql below a heading, by block. */
    private static List<String> statements(String heading) throws IOException {
        String guide = Files.readString(Path.of("docs", "operations.md"));
        String section = guide.split("\n### " + heading + "\n")[1].split("\n##")[0];
        return Pattern.compile("(?s)<<'SQL'\n(.*?)\nSQL\n")
                .matcher(section)
                .results()
                .map((MatchResult block) -> block.group(1).replaceAll("(?m)^\\\\getenv .*$", ""))
                .map(block -> block.replaceAll(":'(\\w+)_password'", "'the $1''s password'"))
                .toList();
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    /** One statement at a time, as psql does: some must not run in a transaction. */
    private void run(String database, String role, String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), role, "the owner's password");
                Statement sql = connection.createStatement()) {
            for (String statement : statements.strip().split(";\\s*")) {
                sql.execute(statement);
            }
        }
    }

    /** Asked in another database, so that it counts in no statistics. */
    private long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", url("palisade"));
        environment.put("QUARKUS_FLYWAY_USERNAME", "palisade_owner");
        environment.put("QUARKUS_FLYWAY_PASSWORD", "the owner's password");
        return environment;
    }

    private long sessions() {
        try {
            return number("select sessions from pg_stat_database where datname = 'palisade'");
        } catch (SQLException unavailable) {
            throw new AssertionError(unavailable);
        }
    }

    @Test
    void password_of_the_database_is_rotated_without_an_outage() throws Exception {
        List<String> steps = statements("Rotate the database password");
        assertThat(steps).hasSize(2);
        try (Service former = new Service(environment())) {
            assertThat(former.starts()).as(former.log()).isTrue();

            run("palisade", "palisade_owner", steps.get(0));
            Map<String, String> environment = environment();
            environment.put("QUARKUS_DATASOURCE_USERNAME", "palisade_app_b");
            environment.put("QUARKUS_FLYWAY_PLACEHOLDERS_SERVICE_ROLE", "palisade_app");
            try (Service renewed = new Service(environment)) {
                assertThat(renewed.starts()).as(renewed.log()).isTrue();
                assertThat(former.isWell()).isTrue();
                former.close();

                run("palisade", "palisade_owner", steps.get(1));
                long before = sessions();
                Eventually.holds(() -> assertThat(sessions()).isGreaterThan(before + 2 * PROBES));
                assertThat(renewed.isWell()).isTrue();
                assertThat(Production.token(renewed)).isNotEmpty();
                assertThat(renewed.log()).doesNotContain("not writable");
            }
        }
    }

    @Test
    void service_on_a_restored_database_sets_the_timeouts_of_its_role() throws Exception {
        try (Service service = new Service(environment())) {
            assertThat(service.starts()).as(service.log()).isTrue();
        }
        run("palisade", "postgres", "alter role palisade_app reset all");
        try (Service service = new Service(environment())) {
            assertThat(service.starts()).as(service.log()).isTrue();
        }
        assertThat(number("select cardinality(rolconfig) from pg_roles where rolname = 'palisade_app'"))
                .isEqualTo(3);
    }
}
