package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.acme.fixture.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs the backup and restore commands of docs/operations.md between two PostgreSQL servers. */
@EnabledIf(
        value = "isPgDumpInstalled",
        disabledReason =
                "There is no pg_dump of PostgreSQL 18 or newer on this machine; an older one refuses the server")
class BackupIT {

    private static final int MAJOR = 18;
    private static final int REPORTS = 3;

    @TempDir
    Path folder;

    static boolean isPgDumpInstalled() throws Exception {
        try {
            Process version = new ProcessBuilder("pg_dump", "--version").start();
            String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("\\) ([0-9]+)")
                    .matcher(text)
                    .results()
                    .anyMatch(match -> Integer.parseInt(match.group(1)) >= MAJOR);
        } catch (IOException missing) {
            return false;
        }
    }

    /** Returns the first block of commands below a heading. */
    private static String commands(String heading) throws IOException {
        String guide = Files.readString(Path.of("docs", "operations.md"));
        return Pattern.compile("### " + heading + "\\R(?s:.*?)```shell\\R(?<commands>(?s:.*?))```")
                .matcher(guide)
                .results()
                .map((MatchResult block) -> block.group(1))
                .findFirst()
                .orElseThrow();
    }

    private void run(String commands, EmbeddedPostgres postgres, String database) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment()
                .putAll(Map.of(
                        "PGHOST",
                        "localhost",
                        "PGPORT",
                        String.valueOf(postgres.getPort()),
                        "PGUSER",
                        "postgres",
                        "PGDATABASE",
                        database,
                        "OWNER_PASSWORD",
                        "the owner's password",
                        "SERVICE_PASSWORD",
                        "the service's password"));
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static Map<String, Long> rows(DataSource database) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery("select relname, (xpath('/row/n/text()', query_to_xml("
                        + "format('select count(*) as n from public.%I', relname), false, true, '')))[1]::text::bigint"
                        + " from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")) {
            while (counts.next()) {
                rows.put(counts.getString(1), counts.getLong(2));
            }
        }
        return rows;
    }

    private static boolean may(DataSource database, String privilege) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet may = statement.executeQuery(
                        "select has_database_privilege('palisade_app', current_database(), '" + privilege + "')")) {
            return may.next() && may.getBoolean(1);
        }
    }

    private static void write(Service service) {
        String token = Production.token(service);
        for (int i = 0; i < REPORTS; i++) {
            given().header("Authorization", "Bearer " + token)
                    .contentType(ContentType.JSON)
                    .body(Map.of("title", "Report " + i, "body", "Kept.", "visibility", "PRIVATE"))
                    .post(service.url() + "/api/v1/reports")
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void restored_backup_has_every_row_and_the_service_runs_on_it() throws Exception {
        Map<String, Long> kept;
        try (EmbeddedPostgres postgres = Postgres.started()) {
            try (Service service = new Service(Production.environment(postgres.getPort()))) {
                assertThat(service.starts()).as(service.log()).isTrue();
                write(service);
            }
            kept = rows(postgres.getPostgresDatabase());
            run(commands("Back up"), postgres, "postgres");
        }
        assertThat(kept).containsEntry("reports", (long) REPORTS).containsEntry("users", 1L);
        try (EmbeddedPostgres another = Postgres.started()) {
            run(commands("Restore"), another, "postgres");
            DataSource restored = another.getDatabase("postgres", "palisade");
            assertThat(rows(restored)).isEqualTo(kept);
            assertThat(may(restored, "connect") && !may(restored, "temporary") && !may(restored, "create"))
                    .isTrue();
            assertServed(another);
            assertThat(settingsOfRole(restored)).contains("statement_timeout=", "lock_timeout=", "idle_in_transaction");
        }
    }

    private static String settingsOfRole(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select rolconfig from pg_roles where rolname = 'palisade_app'")) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static void assertServed(EmbeddedPostgres restored) throws Exception {
        Map<String, String> environment = Production.environment(restored.getPort());
        environment.compute("QUARKUS_DATASOURCE_JDBC_URL", (name, url) -> url.replace("/postgres", "/palisade"));
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as(service.log()).isTrue();
            given().header("Authorization", "Bearer " + Production.token(service))
                    .get(service.url() + "/api/v1/reports")
                    .then()
                    .statusCode(200)
                    .body("items.size()", org.hamcrest.Matchers.equalTo(REPORTS));
        }
    }
}
