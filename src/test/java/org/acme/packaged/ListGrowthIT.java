package org.acme.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acme.fixture.Postgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares the database cost of a page of each list in a small and a large table. The cost is the number of buffers
 * that the statements of a request touch, which does not depend on the machine. {@code growth.rows} sets the two
 * numbers of reports, the other tables have a tenth of it; {@code bench/growth} measures larger ones. Results are
 * written to {@code target/growth.md}.
 */
@Tag("API4")
class ListGrowthIT {

    /** Maximum cost in the larger table, as a multiple of the cost in the smaller one. */
    private static final int MOST = 3;

    /** Costs below this number are treated as equal: an additional index level makes a large relative difference. */
    private static final int SMALL = 40;

    /**
     * The same for 100 reports, each with its owner: rows of a small table are in few blocks, and each is read once.
     */
    private static final int SMALL_OF_REPORTS = 300;

    /** Maximum cost of a search, which reads a bounded part of the list in tables of any size. */
    private static final long MOST_OF_A_SEARCH = 8_000;

    private static final String[] SIZES =
            System.getProperty("growth.rows", "5000,50000").split(",");

    @Test
    void cost_of_a_page_of_a_list_does_not_depend_on_the_number_of_stored_rows() throws Exception {
        Map<String, PageCost> small = costs(Integer.parseInt(SIZES[0]));
        Map<String, PageCost> large = costs(Integer.parseInt(SIZES[1]));
        write(small, large);
        assertThat(large).containsKeys(small.keySet().toArray(String[]::new));
        assertThat(small).allSatisfy((page, cost) -> assertThat(large.get(page).buffers())
                .as(page + ", " + cost.buffers() + " buffers in the smaller table")
                .isLessThanOrEqualTo(most(page, cost.buffers())));
    }

    private static long most(String page, long small) {
        boolean readsAPartOfTheList =
                page.contains("reports?") && page.contains("&q=") || page.contains("users?limit=10&q=");
        int equal = page.contains("reports?") ? SMALL_OF_REPORTS : SMALL;
        return readsAPartOfTheList ? MOST_OF_A_SEARCH : MOST * Math.max(equal, small);
    }

    private static Map<String, PageCost> costs(int rows) throws Exception {
        try (EmbeddedPostgres postgres = Postgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("shared_buffers", "128MB")
                .start()) {
            Map<String, String> environment = Production.environment(postgres.getPort());
            environment.put("APP_RATE_LIMIT_MAX", "100000");
            environment.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "100000");
            environment.put("APP_RATE_LIMIT_POLICIES_USER_LIST_MAX", "100000");
            try (Service service = new Service(environment);
                    Connection database = postgres.getPostgresDatabase().getConnection();
                    Statement sql = database.createStatement()) {
                assertThat(service.starts()).as(service.log()).isTrue();
                GrowingTables.load(sql, rows);
                return new ListCosts(service, sql).all();
            }
        }
    }

    private static void write(Map<String, PageCost> small, Map<String, PageCost> large) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| page | buffers at " + SIZES[0] + " | at " + SIZES[1]
                + " | ratio | milliseconds of the database, median (worst) | of the response |");
        lines.add("|---|---|---|---|---|---|");
        small.forEach((page, cost) -> {
            PageCost grown = large.get(page);
            lines.add("| %s | %d | %d | %.1f | %s | %s |"
                    .formatted(
                            page,
                            cost.buffers(),
                            grown.buffers(),
                            grown.buffers() / (double) Math.max(1, cost.buffers()),
                            PageCost.millis(grown.database()),
                            PageCost.millis(grown.response())));
        });
        Files.write(Path.of("target", "growth.md"), lines);
    }
}
