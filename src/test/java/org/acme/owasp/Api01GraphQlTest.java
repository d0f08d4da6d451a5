package org.acme.owasp;

import static org.acme.fixture.GraphQl.assertData;
import static org.acme.fixture.GraphQl.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.GraphQl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Api01BrokenObjectLevelAuthorizationTest} holds for REST, by the other door. */
@Tag("API1")
@QuarkusTest
class Api01GraphQlTest {

    private static final String REVISED = "report:{title:\"Mine now\",body:\"Mine\",visibility:PRIVATE}";

    static final String READ = "{report(id:\"%s\"){id title body}}";
    static final String REVISE = "mutation{reviseReport(id:\"%s\",version:0," + REVISED + "){id}}";
    static final String PUBLISH = "mutation{publishReport(id:\"%s\"){id status}}";

    Actor alice;
    Actor bob;

    @BeforeEach
    void two_editors() {
        alice = Actors.editor();
        bob = Actors.editor();
    }

    private static Map<String, Object> indistinguishable(Response answer) {
        Map<String, Object> said = answer.jsonPath().getMap("$");
        ((Map<?, ?>) ((Map<?, ?>) ((List<?>) said.get("errors")).get(0)).get("extensions")).remove("traceId");
        return said;
    }

    @Nested
    class What_one_may_not_see {

        @ParameterizedTest
        @ValueSource(strings = {READ, REVISE, PUBLISH})
        void alice_cannot_tell_bobs_report_from_a_missing_one(String operation) {
            String report = bob.writesPrivately();

            Response hidden = GraphQl.ask(alice, operation.formatted(report));
            Response missing = GraphQl.ask(alice, operation.formatted(UUID.randomUUID()));

            assertError(hidden, "not-found");
            assertThat(indistinguishable(hidden)).isEqualTo(indistinguishable(missing));
            assertThat(bob.get("/reports/" + report).jsonPath().getInt("version"))
                    .isZero();
        }

        @Test
        void is_in_no_list() {
            String report = bob.writesPrivately();
            String title = bob.get("/reports/" + report).path("title");

            String search = "{reports(q:\"" + title.substring(8) + "\",status:DRAFT){items{id}}}";
            assertThat(GraphQl.ask(bob, search).asString()).contains(report);
            Response list = GraphQl.ask(alice, search);
            assertData(list);
            assertThat(list.jsonPath().getList("data.reports.items")).isEmpty();
        }

        @Test
        void is_hidden_beside_what_one_may_see_under_other_names_and_by_variables() {
            String own = alice.writesPrivately();
            String others = bob.writesPrivately();

            Response answer = GraphQl.ask(
                    alice,
                    "query($own: ID!, $others: ID!) {a: report(id: $own) {id} b: report(id: $others) {id}}",
                    Map.of("own", own, "others", others));

            assertError(answer, "not-found");
            assertThat(answer.<String>path("data.a.id")).isEqualTo(own);
            assertThat(answer.<Object>path("data.b")).isNull();
        }

        @Test
        void a_cursor_of_somebody_elses_list_leads_nowhere() {
            bob.writesPrivately();
            bob.writesPrivately();
            String cursor = GraphQl.ask(bob, "{reports(first:1){nextCursor}}").path("data.reports.nextCursor");
            String next = "{reports(first:1,after:\"" + cursor + "\"){items{id}}}";
            assertData(GraphQl.ask(bob, next));
            assertError(GraphQl.ask(alice, next), "malformed-request");
        }
    }

    @Nested
    class What_one_may_see_but_not_change {

        @Test
        void a_published_report_can_be_read_by_everybody_and_changed_by_nobody_else() {
            String report = bob.publishes("For all to read");

            assertThat(GraphQl.ask(alice, READ.formatted(report)).<String>path("data.report.title"))
                    .isEqualTo("For all to read");
            assertError(GraphQl.ask(alice, REVISE.formatted(report)), "forbidden");
            assertError(GraphQl.ask(alice, PUBLISH.formatted(report)), "forbidden");
            assertThat(bob.get("/reports/" + report).jsonPath().getInt("version"))
                    .isEqualTo(1);
        }

        @Test
        void a_reader_of_a_shared_report_cannot_write_it() {
            String report = bob.writesPrivately();
            bob.shares(report, alice, "READ");
            assertError(GraphQl.ask(alice, REVISE.formatted(report)), "forbidden");
        }

        @Test
        void a_writer_of_a_shared_report_can_revise_it_and_not_publish_it() {
            String report = bob.writesPrivately();
            bob.shares(report, alice, "WRITE");
            assertData(GraphQl.ask(alice, REVISE.formatted(report)));
            assertError(GraphQl.ask(alice, PUBLISH.formatted(report)), "forbidden");
        }
    }

    @Nested
    class What_one_may_change {

        @Test
        void is_revised_only_as_the_version_that_one_read() {
            String report = alice.writesPrivately();
            assertData(GraphQl.ask(alice, REVISE.formatted(report)));
            assertError(GraphQl.ask(alice, REVISE.formatted(report)), "precondition-failed");
        }

        @Test
        void is_published_once() {
            String report = alice.writesPrivately();
            assertThat(GraphQl.ask(alice, PUBLISH.formatted(report)).<String>path("data.publishReport.status"))
                    .isEqualTo("PUBLISHED");
            assertError(GraphQl.ask(alice, PUBLISH.formatted(report)), "conflict");
        }
    }
}
