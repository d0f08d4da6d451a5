package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.GraphQl;
import org.acme.fixture.Sql;
import org.acme.paging.TextSearch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Searches for a text that is just not frequent among the attacker's own reports. One more report with that text
 * changes how the search proceeds.
 */
@Tag("API1")
@QuarkusTest
class Api01SearchDisclosureTest {

    private static final String INSERT =
            "insert into reports (id, owner_id, title, body, status, visibility, created_at, updated_at, version)"
                    + " select gen_random_uuid(), ?, ?, '', 'DRAFT', 'PRIVATE', now() - cast(? as interval), now(), 0"
                    + " from generate_series(1, ?)";

    private final String text = "secret" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    AgroalDataSource database;

    private Actor attacker;

    /** Newer reports with another title hide those with the text from a search in the order of the list. */
    @BeforeEach
    void fillOwnReports() {
        attacker = Actors.editor();
        Sql.run(INSERT, attacker.id(), "Own " + text, "2 days", TextSearch.RARE);
        Sql.run(INSERT, attacker.id(), "Another", "1 day", TextSearch.DEPTH);
    }

    @AfterEach
    void deleteOwnReports() {
        Sql.run("delete from reports where owner_id = ?", attacker.id());
    }

    private Response search() {
        return attacker.get("/reports?limit=1&q=" + text);
    }

    private static String write(Actor owner, String title) {
        return owner.post("/reports", Map.of("title", title, "body", "B", "visibility", "PRIVATE"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @ParameterizedTest
    @CsvSource({"DRAFT, PRIVATE", "DRAFT, INTERNAL", "PUBLISHED, PRIVATE", "ARCHIVED, INTERNAL"})
    void search_does_not_disclose_whether_a_hidden_title_contains_the_text(String status, String visibility) {
        String question = "{reports(first: 1, q: \"" + text + "\"){items{id} nextCursor}}";
        String before = search().asString();
        String overGraphQl = GraphQl.ask(attacker, question).asString();
        assertThat(before).contains("Own " + text);

        Actor owner = Actors.editor();
        String hidden = write(owner, "Merger of A and B, " + text);
        owner.shares(hidden, Actors.editor(), "READ");
        Sql.run(
                "update reports set status = ?, visibility = ? where id = ?",
                status,
                visibility,
                UUID.fromString(hidden));
        assertThat(attacker.get("/reports/" + hidden).statusCode()).isEqualTo(404);

        assertThat(search().asString()).isEqualTo(before);
        assertThat(GraphQl.ask(attacker, question).asString()).isEqualTo(overGraphQl);
    }

    /** An index with titles of hidden reports takes longer when one of them contains the text. */
    @Test
    void search_of_a_caller_uses_no_index_that_holds_hidden_titles() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("set enable_seqscan = off");
            String plan = explained(
                    sql, "reports_titled_for", Map.of("caller", "'00000000-0000-7000-8000-000000000000'::uuid"));
            assertThat(plan)
                    .contains("reports_by_owner", "report_shares_by_", "CTE Scan")
                    .contains("Index Cond: (owner_id = ", "Index Cond: (user_id = ")
                    .doesNotContainPattern("(?<!reports_published_title)_trigrams");
            assertThat(plan.substring(0, plan.indexOf("CTE Scan")))
                    .as("own and shared reports are found without their titles")
                    .doesNotContain("lower(title)");
        }
    }

    private static String explained(Statement sql, String function, Map<String, String> others) throws SQLException {
        String body = Sql.column("select prosrc from pg_proc where proname = ?", function)
                .replaceAll("\\bpattern\\b", "'%secret%'")
                .replaceAll("\\bmost\\b", "10");
        for (Map.Entry<String, String> other : others.entrySet()) {
            body = body.replaceAll("\\b" + other.getKey() + "\\b", other.getValue());
        }
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows = sql.executeQuery("explain " + body)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    @Test
    void search_of_a_caller_with_many_own_reports_reads_them_in_the_order_of_the_list() {
        Sql.run(INSERT, attacker.id(), "Many", "1 hour", 4_000);
        Response search = search();
        assertThat(search.<List<Object>>path("items")).isEmpty();
        assertThat(search.<String>path("nextCursor")).isNotNull();
    }

    /** The attack needs this difference; without it, the test above could not fail. */
    @Test
    void search_proceeds_differently_when_a_further_visible_title_contains_the_text() {
        Sql.run(INSERT, attacker.id(), "Own " + text, "2 days", 1);
        Response frequent = search();
        assertThat(frequent.<List<Object>>path("items")).isEmpty();
        assertThat(frequent.<String>path("nextCursor")).isNotNull();
    }

    @Test
    void search_for_a_rare_text_finds_own_shared_and_published_reports_and_no_hidden_one() {
        Actor reader = Actors.editor();
        Actor owner = Actors.editor();
        String rare = "rare" + UUID.randomUUID().toString().substring(0, 8);
        String own = write(reader, "Own " + rare);
        String shared = write(owner, "Shared " + rare.toUpperCase(Locale.ROOT));
        owner.put("/reports/" + shared + "/shares/" + reader.id(), Map.of("access", "READ"))
                .then()
                .statusCode(204);
        String published = owner.publishes("Published " + rare);
        String hidden = write(owner, "Hidden " + rare);

        assertThat(reader.get("/reports?q=" + rare).<List<String>>path("items.id"))
                .containsExactlyInAnyOrder(own, shared, published);
        assertThat(Actors.admin().get("/reports?q=" + rare).<List<String>>path("items.id"))
                .containsExactlyInAnyOrder(own, shared, published, hidden);
    }
}
