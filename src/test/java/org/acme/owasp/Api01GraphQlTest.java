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

/** Repeats the attacks of {@link Api01BrokenObjectLevelAuthorizationTest} over GraphQL. */
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
    void createEditors() {
        alice = Actors.editor();
        bob = Actors.editor();
    }

    private static Map<String, Object> indistinguishable(Response answer) {
        Map<String, Object> said = answer.jsonPath().getMap("$");
        ((Map<?, ?>) ((Map<?, ?>) ((List<?>) said.get("errors")).get(0)).get("extensions")).remove("traceId");
        return said;
    }

    @Nested
    class Hidden_reports {

        @ParameterizedTest
        @ValueSource(strings = {READ, REVISE, PUBLISH})
        void report_of_another_user_is_indistinguishable_from_a_missing_one_over_graphql(String operation) {
            String report = bob.writesPrivately();

            Response hidden = GraphQl.ask(alice, operation.formatted(report));
            Response missing = GraphQl.ask(alice, operation.formatted(UUID.randomUUID()));

            assertError(hidden, "not-found");
            assertThat(indistinguishable(hidden)).isEqualTo(indistinguishable(missing));
            assertThat(bob.get("/reports/" + report).jsonPath().getInt("version"))
                    .isZero();
        }

        @Test
        void private_report_of_another_user_is_in_no_list_over_graphql() {
            String report = bob.writesPrivately();
            String title = bob.get("/reports/" + report).path("title");

            String search = "{reports(q:\"" + title.substring(8) + "\",status:DRAFT){items{id}}}";
            assertThat(GraphQl.ask(bob, search).asString()).contains(report);
            Response list = GraphQl.ask(alice, search);
            assertData(list);
            assertThat(list.jsonPath().getList("data.reports.items")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"first:100", "first:100,status:PUBLISHED", "first:100,q:\"Pr\""})
        void published_private_report_of_another_user_is_in_no_list_over_graphql(String arguments) {
            String report = bob.writesPrivately();
            assertData(GraphQl.ask(bob, PUBLISH.formatted(report)));

            String list = "{reports(" + arguments + "){items{id}}}";
            assertThat(GraphQl.ask(bob, list).asString()).contains(report);
            Response others = GraphQl.ask(alice, list);
            assertData(others);
            assertThat(others.asString()).doesNotContain(report);
        }

        @Test
        void graphql_aliases_and_variables_do_not_reveal_a_report_of_another_user() {
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
        void cursor_of_another_user_is_rejected_over_graphql() {
            bob.writesPrivately();
            bob.writesPrivately();
            String cursor = GraphQl.ask(bob, "{reports(first:1){nextCursor}}").path("data.reports.nextCursor");
            String next = "{reports(first:1,after:\"" + cursor + "\"){items{id}}}";
            assertData(GraphQl.ask(bob, next));
            assertError(GraphQl.ask(alice, next), "malformed-request");
        }
    }

    @Nested
    class Published_and_shared_reports {

        @Test
        void published_report_is_readable_but_not_changeable_by_other_users_over_graphql() {
            String report = bob.publishes("For all to read");

            assertThat(GraphQl.ask(alice, READ.formatted(report)).<String>path("data.report.title"))
                    .isEqualTo("For all to read");
            assertError(GraphQl.ask(alice, REVISE.formatted(report)), "forbidden");
            assertError(GraphQl.ask(alice, PUBLISH.formatted(report)), "forbidden");
            assertThat(bob.get("/reports/" + report).jsonPath().getInt("version"))
                    .isEqualTo(1);
        }

        @Test
        void user_with_read_share_cannot_revise_the_report_over_graphql() {
            String report = bob.writesPrivately();
            bob.shares(report, alice, "READ");
            assertError(GraphQl.ask(alice, REVISE.formatted(report)), "forbidden");
        }

        @Test
        void user_with_write_share_can_revise_but_not_publish_the_report_over_graphql() {
            String report = bob.writesPrivately();
            bob.shares(report, alice, "WRITE");
            assertData(GraphQl.ask(alice, REVISE.formatted(report)));
            assertError(GraphQl.ask(alice, PUBLISH.formatted(report)), "forbidden");
        }
    }

    @Nested
    class Own_reports {

        @Test
        void revision_of_an_outdated_version_is_rejected_over_graphql() {
            String report = alice.writesPrivately();
            assertData(GraphQl.ask(alice, REVISE.formatted(report)));
            assertError(GraphQl.ask(alice, REVISE.formatted(report)), "precondition-failed");
        }

        @Test
        void published_report_cannot_be_published_again_over_graphql() {
            String report = alice.writesPrivately();
            assertThat(GraphQl.ask(alice, PUBLISH.formatted(report)).<String>path("data.publishReport.status"))
                    .isEqualTo("PUBLISHED");
            assertError(GraphQl.ask(alice, PUBLISH.formatted(report)), "conflict");
        }
    }
}
