package org.acme.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Asks a service for pages of all its lists, as clients do, and the database for what the statements of each request
 * cost. The system properties {@code growth.callers}, {@code growth.sorts} and {@code growth.runs} choose what is asked
 * for and how often.
 */
final class ListCosts {

    /** The last one that the smaller table can fill for every caller and filter. */
    /** The later page that is measured, where a list has as many. */
    private static final int PAGES = Integer.getInteger("growth.pages", 3);

    private static final double NANOS = 1_000_000;
    private static final int RUNS = Integer.getInteger("growth.runs", 1);
    private static final String[] SORTS =
            System.getProperty("growth.sorts", "-createdAt,title").split(",");
    private static final String[] CALLERS =
            System.getProperty("growth.callers", "few,tenth,admin").split(",");

    /** A part of the e-mail address of one user only. */
    private static final String HASH_OF_ONE = "c4ca4238a0b923820dcc509a6f75849b";

    private final Service service;
    private final Statement sql;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, PageCost> costs = new LinkedHashMap<>();

    /** @param sql as a superuser, on a database with the extension pg_stat_statements */
    ListCosts(Service service, Statement sql) {
        this.service = service;
        this.sql = sql;
    }

    Map<String, PageCost> all() throws Exception {
        for (String caller : CALLERS) {
            String token = Production.logIn(service.url(), caller + "@example.org", Production.PASSWORD)
                    .path("accessToken");
            for (int run = 0; run < RUNS; run++) {
                for (String list : lists(caller)) {
                    measure(caller, token, list);
                }
            }
        }
        return costs;
    }

    private static List<String> lists(String caller) {
        Stream<String> reports =
                Stream.of(SORTS).flatMap(sort -> filters().map(filter -> "reports?limit=100&sort=" + sort + filter));
        return Stream.concat(reports, otherLists(caller)).toList();
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

    private static Stream<String> otherLists(String caller) {
        return switch (caller) {
            case "few" ->
                Stream.of(
                        "users?limit=100",
                        "users?limit=100&q=is%20nowhere",
                        "users?limit=100&q=example.net", // only in e-mail addresses, which this caller does not see
                        "users?limit=10&q=member",
                        "users?limit=10&q=---",
                        "auth/sessions?limit=4",
                        "api-keys",
                        "webhooks", // webhook-only
                        "webhooks/" + GrowingTables.id("webhook1") + "/deliveries?limit=100", // webhook-only
                        "reports/" + GrowingTables.id("report1") + "/shares");
            case "admin" ->
                Stream.of(
                        "users?limit=100",
                        "users?limit=100&q=is%20nowhere",
                        "users?limit=100&q=" + HASH_OF_ONE + "@",
                        "users?limit=10&q=example.org",
                        "users?limit=10&q=x.",
                        "audit-events?limit=100",
                        "audit-events?limit=4&type=account-deleted",
                        "audit-events?limit=2&actor=" + GrowingTables.id("few"),
                        "audit-events?limit=3&actor=" + GrowingTables.id("tenth") + "&type=account-deleted",
                        "audit-events?limit=100&from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z",
                        "settings");
            default -> Stream.of();
        };
    }

    private void measure(String caller, String token, String list) throws Exception {
        String cursor = "";
        for (int page = 1; page <= PAGES && cursor != null; page++) {
            sql.execute("select pg_stat_statements_reset()");
            long begun = System.nanoTime();
            String body = page(token, list + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            double millis = (System.nanoTime() - begun) / NANOS;
            if (page == 1 || page == PAGES) {
                add(costs.computeIfAbsent(caller + " " + list + " page " + page, first -> new PageCost()), millis);
            }
            cursor = JsonPath.from(body).getString("nextCursor");
        }
    }

    private String page(String token, String list) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/api/v1/" + list))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(list).isEqualTo(200);
        return response.body();
    }

    private void add(PageCost cost, double millis) throws SQLException {
        try (ResultSet row = sql.executeQuery(
                "select coalesce(sum(shared_blks_hit + shared_blks_read), 0), coalesce(sum(total_exec_time), 0)"
                        + " from pg_stat_statements where userid = 'palisade_app'::regrole and query like 'select %'")) {
            row.next();
            cost.touched().add(row.getLong(1));
            cost.database().add(row.getDouble(2));
            cost.response().add(millis);
        }
    }
}
