package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acme.fixture.Postgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares the database cost of a page of reports in a small and a large table. The cost is the number of buffers that
 * the statements of a request touch, which does not depend on the machine. {@code growth.rows} sets the two sizes;
 * {@code bench/growth} measures larger ones. Results are written to {@code target/growth.md}.
 */
@Tag("API4")
class ListGrowthIT {

    /** Maximum cost in the larger table, as a multiple of the cost in the smaller one. */
    private static final int MOST = 3;

    /** Costs below this number are treated as equal: an additional index level makes a large relative difference. */
    private static final int SMALL = 40;

    /** Maximum cost of a search, which reads a bounded part of the list in tables of any size. */
    private static final long MOST_OF_A_SEARCH = 8_000;

    /** The last page that the smaller table can fill for every caller and filter. */
    private static final int PAGES = 3;

    private static final String[] SIZES =
            System.getProperty("growth.rows", "10000,100000").split(",");
    private static final List<String> SORTS =
            List.of(System.getProperty("growth.sorts", "-createdAt,title").split(","));
    private static final List<String> CALLERS = List.of("few", "tenth", "admin");

    @Test
    void cost_of_a_page_of_reports_does_not_depend_on_the_number_of_stored_reports() throws Exception {
        Map<String, Long> small = costs(Integer.parseInt(SIZES[0]));
        Map<String, Long> large = costs(Integer.parseInt(SIZES[1]));
        write(small, large);
        assertThat(large).containsKeys(small.keySet().toArray(String[]::new));
        assertThat(small).allSatisfy((page, buffers) -> assertThat(large.get(page))
                .as(page + ", " + buffers + " buffers in the smaller table")
                .isLessThanOrEqualTo(page.contains("&q=") ? MOST_OF_A_SEARCH : MOST * Math.max(SMALL, buffers)));
    }

    private static Map<String, Long> costs(int rows) throws Exception {
        try (EmbeddedPostgres postgres = Postgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start()) {
            Map<String, String> environment = Production.environment(postgres.getPort());
            environment.put("APP_RATE_LIMIT_MAX", "100000");
            environment.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "100000");
            try (Service service = new Service(environment);
                    Connection database = postgres.getPostgresDatabase().getConnection();
                    Statement sql = database.createStatement()) {
                assertThat(service.starts()).as(service.log()).isTrue();
                load(sql, rows);
                return new Measurement(service, sql).all();
            }
        }
    }

    /**
     * Inserts reports: one editor owns a tenth of them, another owns ten and sees ten shared ones; 5 % are internal.
     */
    private static void load(Statement sql, int rows) throws SQLException {
        sql.execute("create extension pg_stat_statements");
        sql.execute("""
                insert into users (id, email, display_name, role, status, password_hash, created_at)
                select md5(name)::uuid, name || '@example.org', name, role, 'ACTIVE',
                  (select password_hash from users where role = 'ADMIN' limit 1), now()
                from (values ('few', 'EDITOR'), ('tenth', 'EDITOR'), ('admin', 'ADMIN')) as u(name, role)
                union all
                select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'user' || n || '@example.org', 'user' || n, 'EDITOR', 'ACTIVE',
                  (select password_hash from users where role = 'ADMIN' limit 1), now()
                from generate_series(1, 200) n""");
        sql.execute("""
                insert into reports (id, owner_id, title, body, status, visibility, created_at, updated_at, version)
                select md5('report' || n)::uuid,
                  case when n %% 10 = 0 then md5('tenth')::uuid when n <= 100 and n %% 10 = 1 then md5('few')::uuid
                    else ('00000000-0000-7000-8000-' || lpad((1 + n %% 200)::text, 12, '0'))::uuid end,
                  (array['Alpha', 'Beta', 'Gamma', 'Delta', 'Omega'])[1 + n / 10 %% 5] || ' ' || md5(n::text), repeat('x', 300),
                  (array['DRAFT', 'PUBLISHED', 'ARCHIVED'])[1 + n / 10 %% 3],
                  case when n %% 20 = 7 then 'INTERNAL' else 'PRIVATE' end,
                  timestamptz '2020-01-01' + n * interval '1 minute',
                  timestamptz '2023-01-01' + (n::bigint * 7919 %% %1$d) * interval '1 minute', 0
                from generate_series(1, %1$d) n""".formatted(rows));
        sql.execute("""
                insert into report_shares (report_id, user_id, access)
                select md5('report' || n)::uuid, md5('few')::uuid, 'READ' from generate_series(2, 92, 10) n""");
        sql.execute("vacuum analyze");
    }

    private static void write(Map<String, Long> small, Map<String, Long> large) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| page | buffers at " + SIZES[0] + " | at " + SIZES[1] + " | ratio |");
        lines.add("|---|---|---|---|");
        small.forEach((page, buffers) -> lines.add("| %s | %d | %d | %.1f |"
                .formatted(page, buffers, large.get(page), large.get(page) / (double) Math.max(1, buffers))));
        Files.write(Path.of("target", "growth.md"), lines);
    }

    /** Requests pages like a client, and reads the cost of each from the database. */
    private record Measurement(Service service, Statement sql) {

        Map<String, Long> all() throws SQLException {
            Map<String, Long> buffers = new LinkedHashMap<>();
            for (String caller : CALLERS) {
                String token = Production.logIn(service.url(), caller + "@example.org", Production.PASSWORD)
                        .path("accessToken");
                for (String sort : SORTS) {
                    for (String filter : filters().toList()) {
                        measure(buffers, caller, token, "sort=" + sort + filter);
                    }
                }
            }
            return buffers;
        }

        private static Stream<String> filters() {
            return Stream.of(
                    "",
                    "&status=DRAFT",
                    "&status=ARCHIVED",
                    "&visibility=INTERNAL",
                    "&status=PUBLISHED&visibility=PRIVATE",
                    "&owner=00000000-0000-7000-8000-000000000001",
                    "&q=Alpha",
                    "&q=is%20nowhere",
                    "&q=Beta&status=DRAFT",
                    "&q=el");
        }

        private void measure(Map<String, Long> buffers, String caller, String token, String query) throws SQLException {
            String cursor = null;
            for (int page = 1; page <= PAGES; page++) {
                sql.execute("select pg_stat_statements_reset()");
                Response response = page(token, query, cursor);
                if (page == 1 || page == PAGES) {
                    buffers.put(caller + " " + query + " page " + page, touched());
                }
                cursor = response.path("nextCursor");
                if (cursor == null) {
                    return;
                }
            }
        }

        private Response page(String token, String query, String cursor) {
            Response response = given().header("Authorization", "Bearer " + token)
                    .urlEncodingEnabled(false)
                    .get(service.url() + "/api/v1/reports?limit=100&" + query
                            + (cursor == null ? "" : "&cursor=" + cursor));
            assertThat(response.statusCode()).as(query).isEqualTo(200);
            return response;
        }

        private long touched() throws SQLException {
            try (ResultSet row = sql.executeQuery(
                    "select sum(shared_blks_hit + shared_blks_read) from pg_stat_statements where query like '%from reports%'")) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
