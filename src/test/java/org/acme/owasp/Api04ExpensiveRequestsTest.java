package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.GraphQl;
import org.acme.fixture.LockedTable;
import org.acme.fixture.OpenApiOperation;
import org.acme.fixture.Parallel;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Sql;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Callers send expensive requests in parallel, within their rate limits. A lock on the table of reports makes every
 * query hold its connection like a slow query; the tests count the queries that wait for the lock.
 */
@Tag("API4")
@QuarkusTest
class Api04ExpensiveRequestsTest {

    @Inject
    SessionFactory database;

    @Inject
    DataSource pool;

    private static final int SENT = 60;
    private static final int PER_CALLER = 4;
    private static final int PER_INSTANCE = 12;
    private static final int CHANGES = 8;
    private static final String SEARCH = "/reports?q=quarterly";
    private static final String DOCUMENT = "{ reports(first: 100) { items { id } } }";

    private Actor alice;
    private Actor bob;

    @BeforeEach
    void createEditors() {
        alice = Actors.editor();
        bob = Actors.editor();
        EmptyWindows.letThemPass();
    }

    private static List<CompletableFuture<Response>> begin(int times, Supplier<Response> request) {
        return IntStream.range(0, times).mapToObj(i -> Parallel.begin(request)).toList();
    }

    private static List<Response> answered(List<CompletableFuture<Response>> requests) {
        return requests.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
    }

    private static int connectionsThatWait() {
        return Integer.parseInt(
                Sql.column("select count(*) from pg_locks where not granted" + " and relation = 'reports'::regclass")
                        .strip());
    }

    /** Asserts that exactly the permitted requests hold connections and that all other requests got a response. */
    private static void assertHeld(int connections, List<CompletableFuture<Response>> requests) {
        Eventually.holds(() -> {
            assertThat(connectionsThatWait()).isEqualTo(connections);
            assertThat(answered(requests)).hasSize(requests.size() - connections);
        });
    }

    private static void assertRefused(Response refusal, int status, String code) {
        assertProblem(refusal, status, code);
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isPositive();
    }

    private static void assertAllRefusedBut(int served, List<CompletableFuture<Response>> requests) {
        List<Response> refused = requests.stream()
                .map(CompletableFuture::join)
                .filter(response -> response.statusCode() != 200)
                .toList();
        assertThat(refused).hasSize(requests.size() - served).allMatch(response -> response.statusCode() == 429);
        assertRefused(refused.get(0), 429, "rate-limited");
    }

    static Stream<String> searches() {
        return OpenApiOperation.served("GET", SEARCH, "/reports/search?q=quarterly", "/reports?q=---");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void searches_of_one_caller_hold_few_connections_and_further_ones_are_refused_at_once(String search) {
        List<CompletableFuture<Response>> searches;
        try (LockedTable reports = LockedTable.named("reports")) {
            searches = begin(SENT, () -> alice.get(search));
            assertHeld(PER_CALLER, searches);
            assertThat(bob.get("/users").statusCode()).isEqualTo(200);
            assertThat(alice.get("/users").statusCode()).isEqualTo(200);
        }
        assertAllRefusedBut(PER_CALLER, searches);
        // A request counts until it has ended, shortly after its response.
        Eventually.holds(() -> assertThat(alice.get(search).statusCode()).isEqualTo(200));
    }

    @Test
    void graphql_requests_of_one_caller_hold_few_connections_and_further_ones_are_refused_at_once() {
        List<CompletableFuture<Response>> requests;
        try (LockedTable reports = LockedTable.named("reports")) {
            requests = begin(SENT, () -> GraphQl.ask(alice, DOCUMENT));
            assertHeld(PER_CALLER, requests);
            assertThat(bob.get("/users").statusCode()).isEqualTo(200);
        }
        assertAllRefusedBut(PER_CALLER, requests);
        Eventually.holds(() -> GraphQl.assertData(GraphQl.ask(alice, DOCUMENT)));
    }

    @Test
    void searches_and_graphql_requests_of_one_caller_share_one_concurrency_limit() {
        String key = alice.makesApiKey("reports:read", "users:read");
        try (LockedTable reports = LockedTable.named("reports")) {
            List<CompletableFuture<Response>> requests = new ArrayList<>(begin(2, () -> alice.get(SEARCH)));
            requests.addAll(begin(2, () -> GraphQl.ask(alice, DOCUMENT)));
            assertHeld(PER_CALLER, requests);
            assertRefused(alice.get(SEARCH), 429, "rate-limited");
            assertRefused(alice.get("/users?q=a"), 429, "rate-limited");
            assertRefused(GraphQl.ask(alice, "{ me { id } }"), 429, "rate-limited");
            assertRefused(Actors.anonymous().header("X-API-Key", key).get(SEARCH), 429, "rate-limited");
        }
    }

    @Test
    void searches_of_many_callers_leave_connections_to_other_requests() {
        List<Actor> callers =
                IntStream.range(0, 5).mapToObj(i -> Actors.editor()).toList();
        EmptyWindows.letThemPass();
        try (LockedTable reports = LockedTable.named("reports")) {
            List<CompletableFuture<Response>> searches = callers.stream()
                    .flatMap(caller -> begin(PER_CALLER, () -> caller.get(SEARCH)).stream())
                    .toList();
            assertHeld(PER_INSTANCE, searches);
            answered(searches).forEach(refusal -> assertRefused(refusal, 503, "unavailable"));
            assertThat(bob.get("/users").statusCode()).isEqualTo(200);
        }
        Eventually.holds(() -> assertThat(bob.get(SEARCH).statusCode()).isEqualTo(200));
    }

    @Test
    void searches_of_a_disconnected_client_count_until_the_database_has_answered() throws IOException {
        String search = RawHttp.request("GET", "/api/v1" + SEARCH, "Authorization: Bearer " + alice.token());
        List<Socket> clients = new ArrayList<>();
        try (LockedTable reports = LockedTable.named("reports")) {
            for (int i = 0; i < PER_CALLER; i++) {
                clients.add(new Socket("127.0.0.1", RestAssured.port));
                clients.get(i).getOutputStream().write(search.getBytes(StandardCharsets.US_ASCII));
            }
            Eventually.holds(() -> assertThat(connectionsThatWait()).isEqualTo(PER_CALLER));
            for (Socket client : clients) {
                client.close();
            }
            for (int i = 0; i < SENT / 2; i++) {
                assertRefused(alice.get(SEARCH), 429, "rate-limited");
            }
            assertThat(connectionsThatWait()).isEqualTo(PER_CALLER);
        }
        Eventually.holds(() -> assertThat(alice.get(SEARCH).statusCode()).isEqualTo(200));
    }

    @Test
    void changes_of_a_report_by_one_caller_hold_few_connections_and_further_ones_are_refused_at_once() {
        String id = alice.writesPrivately();
        List<CompletableFuture<Response>> changes = new ArrayList<>();
        try (LockedTable reports = LockedTable.named("reports")) {
            changes.addAll(begin(SENT / 2, () -> alice.revises(id, "*", "Another title")));
            changes.addAll(begin(SENT / 2, () -> alice.delete("/reports/" + id + "/shares/" + bob.id())));
            Eventually.holds(() -> assertThat(answered(changes)).hasSizeGreaterThanOrEqualTo(SENT - CHANGES));
            assertThat(answered(changes))
                    .hasSize(SENT - CHANGES)
                    .allSatisfy(refusal -> assertRefused(refusal, 429, "rate-limited"));
            assertThat(bob.get("/users").statusCode()).isEqualTo(200);
        }
        changes.forEach(CompletableFuture::join);
    }

    /** The text of the query contains the number of rows, and each text has a plan. */
    @Test
    void reports_lists_of_every_length_share_few_query_plans() {
        Actor alice = Actors.editor();
        assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
        long plans = plans();
        for (int limit = 1; limit <= 100; limit++) {
            if (limit % 50 == 0) {
                EmptyWindows.letThemPass();
            }
            assertThat(alice.get("/reports?sort=title&limit=" + limit).statusCode())
                    .isEqualTo(200);
        }
        assertThat(plans() - plans).isLessThan(20);
        assertThat(database.getProperties()).containsEntry(QuerySettings.QUERY_PLAN_CACHE_MAX_SIZE, "512");
    }

    /** The database keeps the plan of each, for each connection. */
    @Test
    void connection_keeps_few_prepared_statements() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            for (int i = 0; i < 1_000; i++) {
                // The driver prepares a statement on the server at its fifth execution, and closes dropped ones a
                // little later.
                try (PreparedStatement used = connection.prepareStatement("select " + i / 10)) {
                    used.executeQuery().close();
                }
            }
            try (PreparedStatement kept = connection.prepareStatement("select count(*) from pg_prepared_statements");
                    ResultSet count = kept.executeQuery()) {
                count.next();
                assertThat(count.getInt(1)).isBetween(30, 70);
            }
        }
    }

    private long plans() {
        return database.unwrap(SessionFactoryImplementor.class)
                .getQueryEngine()
                .getInterpretationCache()
                .getNumberOfCachedHqlInterpretations();
    }
}
