package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.PublicEdge;
import org.acme.fixture.Sql;
import org.acme.fixture.WholeLog;
import org.acme.fixture.fuzz.Canaries;
import org.acme.fixture.fuzz.Fuzz;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API8: client input does not reach the log. */
@QuarkusTest
@TestProfile(PublicEdge.class)
class Api08LogDisclosureTest {

    private static final String CANARY = Canaries.MARKS.get(0);

    @Inject
    Flyway flyway;

    private static void assertNoCanary(WholeLog log) {
        assertThat(log.entries()).isNotEmpty();
        assertThat(log.entries().stream()
                        .filter(entry -> Canaries.MARKS.stream().anyMatch(entry.toLowerCase(Locale.ROOT)::contains))
                        .map(entry -> entry.substring(0, Math.min(600, entry.length())))
                        .limit(20))
                .isEmpty();
    }

    @Test
    void client_input_from_any_part_of_any_request_is_not_logged() {
        try (WholeLog log = WholeLog.watch()) {
            assertThat(new Canaries().send(new Caller())).isGreaterThan(1_000);
            assertNoCanary(log);
        }
    }

    @Test
    void row_that_violates_a_database_constraint_is_not_logged() {
        String constraints = Sql.column(
                "select conname || ' ' || contype::text from pg_constraint c"
                        + " join pg_namespace n on n.oid = connamespace where nspname = 'public'"
                        + " union select indexname || ' u' from pg_indexes where schemaname = 'public' and indexdef like '%UNIQUE%'");
        assertThat(constraints.lines()).hasSizeGreaterThan(40);
        try (WholeLog log = WholeLog.watch()) {
            constraints
                    .lines()
                    .forEach(constraint ->
                            violate(constraint.split(" ")[0], constraint.split(" ")[1]));
            assertThat(defective("select cast('" + CANARY + "' as uuid)").statusCode())
                    .isEqualTo(500);
            assertThat(defective("insert into settings (key, value) values ('" + CANARY + "', null)")
                            .statusCode())
                    .isEqualTo(500);
            assertThat(defective("insert into settings (key, value) values ('%s', 1), ('%s', 1)"
                                    .formatted(CANARY, CANARY))
                            .statusCode())
                    .isEqualTo(409);
            assertThat(defective("update users set status = '" + CANARY + "'").statusCode())
                    .isEqualTo(500);
            assertNoCanary(log);
        }
    }

    /** Raises an error like PostgreSQL: with values in the message and the row in the detail. */
    private static void violate(String constraint, String type) {
        String state =
                switch (type) {
                    case "c" -> "23514";
                    case "f" -> "23503";
                    case "n" -> "23502";
                    default -> "23505";
                };
        Response failed = defective(
                "do $$ begin raise exception using errcode = '%s', constraint = '%s', message = 'of %s', detail = 'Key (email)=(%s)', hint = '%s'; end $$"
                        .formatted(state, constraint, CANARY, CANARY, CANARY));
        assertThat(failed.statusCode()).isIn(409, 500);
    }

    private static Response defective(String sql) {
        EmptyWindows.letThemPass();
        return Actors.anonymous().queryParam("sql", sql).get("/defective");
    }

    /** Quarkus logs the exception that stops the start. */
    @Test
    void failed_migration_does_not_log_the_password_of_the_service(@TempDir Path migrations) throws IOException {
        Files.writeString(
                migrations.resolve("V1__fails.sql"),
                "do $body$ begin raise exception 'refused' using detail = '${service_password}'; end $body$;");
        Flyway failing = Flyway.configure()
                .dataSource(flyway.getConfiguration().getDataSource())
                .placeholders(flyway.getConfiguration().getPlaceholders())
                .locations("filesystem:" + migrations)
                .defaultSchema("failing")
                .load();
        Throwable failure = catchThrowable(failing::migrate);
        assertThat(failure).isNotNull();
        assertThat(failing.getConfiguration().getPlaceholders()).containsEntry("service_password", "palisade-dev");
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).contains("refused").doesNotContain("palisade-dev\n");
    }

    @Test
    void log_watcher_of_this_test_detects_a_canary() {
        try (WholeLog log = WholeLog.watch()) {
            Logger.getLogger("org.acme.any").debug(CANARY);
            Logger.getLogger("other")
                    .info("parameter", new IllegalStateException(new IllegalArgumentException(CANARY)));
            assertThat(log.entries())
                    .filteredOn(entry -> entry.contains(CANARY))
                    .hasSize(2);
        }
    }

    /** An administrator, an editor, a viewer, an API key, and an anonymous client. */
    static final class Caller implements Fuzz.Target {

        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress("localhost", RestAssured.port);
        }

        @Override
        public List<String> credentials() {
            Actor editor = Actors.editor();
            return List.of(
                    bearer(Actors.newActor("admin")),
                    bearer(editor),
                    bearer(Actors.viewer()),
                    "X-API-Key: " + editor.makesApiKey("reports:read", "reports:write"),
                    "");
        }

        private static String bearer(Actor actor) {
            return "Authorization: Bearer " + actor.token();
        }

        @Override
        public void letPass() {
            EmptyWindows.letThemPass();
        }

        @Override
        public List<String> errors() {
            return List.of();
        }
    }
}
