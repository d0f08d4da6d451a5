package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.acme.fixture.Problems.indistinguishable;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Hooks;
import org.acme.fixture.OpenApiOperation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("API1")
@QuarkusTest
class Api01BrokenObjectLevelAuthorizationTest {

    Actor alice;
    Actor bob;

    @BeforeEach
    void createEditors() {
        alice = Actors.editor();
        bob = Actors.editor();
    }

    static Stream<Named<BiFunction<Actor, String, Response>>> operations() {
        UUID recipient = UUID.randomUUID();
        return Stream.of(
                Named.of("read", (actor, id) -> actor.get("/reports/" + id)),
                Named.of("revise", (actor, id) -> actor.revises(id, "*", "Mine now")),
                Named.of("delete", (actor, id) -> actor.delete("/reports/" + id)),
                Named.of("publish", (actor, id) -> actor.post("/reports/" + id + "/publish", "")),
                Named.of("archive", (actor, id) -> actor.post("/reports/" + id + "/archive", "")),
                Named.of("list shares", (actor, id) -> actor.get("/reports/" + id + "/shares")),
                Named.of(
                        "share with oneself",
                        (actor, id) ->
                                actor.put("/reports/" + id + "/shares/" + actor.id(), Map.of("access", "WRITE"))),
                Named.of("unshare", (actor, id) -> actor.delete("/reports/" + id + "/shares/" + recipient)));
    }

    /** Returns the same without the first, which reads. */
    static Stream<Named<BiFunction<Actor, String, Response>>> changes() {
        return operations().skip(1);
    }

    @Nested
    class Hidden_reports {

        @ParameterizedTest
        @MethodSource("org.acme.owasp.Api01BrokenObjectLevelAuthorizationTest#operations")
        void report_of_another_user_is_indistinguishable_from_a_missing_one(
                BiFunction<Actor, String, Response> operation) {
            String report = bob.writesPrivately();

            Response hidden = operation.apply(alice, report);
            Response missing = operation.apply(alice, UUID.randomUUID().toString());

            assertProblem(hidden, 404, "not-found");
            assertThat(indistinguishable(hidden)).isEqualTo(indistinguishable(missing));
            assertThat(bob.get("/reports/" + report).jsonPath().getInt("version"))
                    .isZero();
        }

        @Test
        void private_report_of_another_user_is_in_no_list_and_no_export() {
            String report = bob.writesPrivately();
            String title = bob.get("/reports/" + report).path("title");

            for (String query : List.of("", "?q=" + title.substring(8), "?owner=" + bob.id(), "?status=DRAFT")) {
                Response list = alice.get("/reports" + query);
                assertThat(list.statusCode()).isEqualTo(200);
                assertThat(list.asString()).doesNotContain(report);
            }
            assertThat(alice.get("/reports/export").asString()).doesNotContain(report);
            assertThat(bob.get("/reports/export").asString()).contains(report);
        }

        /** A search for two characters reads the list; a longer one finds reports by the trigrams of their titles. */
        @Test
        void published_private_report_of_another_user_is_in_no_list_and_no_export() {
            String report = bob.writesPrivately();
            bob.post("/reports/" + report + "/publish", "").then().statusCode(200);
            String owned = "owner=" + bob.id();
            List<String> lists = OpenApiOperation.served("GET", "/reports", "/reports/search")
                    .toList();

            for (String query : List.of(
                    "limit=100",
                    "limit=100&q=Pr",
                    "limit=100&status=PUBLISHED",
                    owned,
                    owned + "&q=Pr",
                    owned + "&q=Private",
                    owned + "&sort=title")) {
                for (String path : lists) {
                    String list = path + "?" + query;
                    assertThat(bob.get(list).asString()).as(list).contains(report);
                    Response others = alice.get(list);
                    assertThat(others.statusCode()).isEqualTo(200);
                    assertThat(others.asString()).as(list).doesNotContain(report);
                }
            }
            assertThat(bob.get("/reports/export").asString()).contains(report);
            assertThat(alice.get("/reports/export").asString()).doesNotContain(report);
        }

        @Test
        void internal_draft_of_another_user_is_not_found() {
            String draft = bob.writes("Not yet", "INTERNAL");
            assertProblem(alice.get("/reports/" + draft), 404, "not-found");
        }

        @Test
        void archived_report_of_another_user_is_not_found() {
            String report = bob.publishes("Soon over");
            assertThat(alice.get("/reports/" + report).statusCode()).isEqualTo(200);
            bob.post("/reports/" + report + "/archive", "").then().statusCode(200);
            assertProblem(alice.get("/reports/" + report), 404, "not-found");
        }

        @Test
        void report_is_not_found_as_soon_as_its_share_is_removed() {
            String report = bob.writesPrivately();
            bob.shares(report, alice, "READ");
            assertThat(alice.get("/reports/" + report).statusCode()).isEqualTo(200);

            bob.delete("/reports/" + report + "/shares/" + alice.id()).then().statusCode(204);

            assertProblem(alice.get("/reports/" + report), 404, "not-found");
        }
    }

    @Nested
    class Published_and_shared_reports {

        @ParameterizedTest
        @MethodSource("org.acme.owasp.Api01BrokenObjectLevelAuthorizationTest#changes")
        void published_report_is_readable_but_not_changeable_by_other_users(
                BiFunction<Actor, String, Response> operation) {
            String report = bob.publishes("For all to read");

            assertThat(alice.get("/reports/" + report).statusCode()).isEqualTo(200);
            assertProblem(operation.apply(alice, report), 403, "forbidden");
            assertThat(bob.get("/reports/" + report).jsonPath().getString("title"))
                    .isEqualTo("For all to read");
            assertThat(bob.get("/reports/" + report).jsonPath().getInt("version"))
                    .isEqualTo(1);
        }

        /** A share would disclose that the user exists, and the user's name in the list of shares. */
        @Test
        void api_key_without_permission_to_read_users_cannot_share_with_them() {
            String report = alice.writesPrivately();
            String key = alice.makesApiKey("reports:read", "reports:write");
            for (UUID user : List.of(bob.id(), UUID.randomUUID())) {
                Response refusal = Actors.anonymous()
                        .header("X-API-Key", key)
                        .contentType(ContentType.JSON)
                        .body(Map.of("access", "READ"))
                        .put("/reports/" + report + "/shares/" + user);
                assertProblem(refusal, 404, "not-found");
            }
        }

        @Test
        void user_with_read_share_cannot_revise_the_report() {
            String report = bob.writesPrivately();
            bob.shares(report, alice, "READ");
            assertProblem(alice.revises(report, "*", "Mine now"), 403, "forbidden");
        }

        @Test
        void user_with_write_share_can_only_revise_the_report() {
            String report = bob.writesPrivately();
            bob.shares(report, alice, "WRITE");

            assertThat(alice.revises(report, "\"0\"", "Better").statusCode()).isEqualTo(200);
            assertProblem(alice.delete("/reports/" + report), 403, "forbidden");
            assertProblem(alice.post("/reports/" + report + "/publish", ""), 403, "forbidden");
            assertProblem(alice.post("/reports/" + report + "/archive", ""), 403, "forbidden");
            assertProblem(alice.delete("/reports/" + report + "/shares/" + alice.id()), 403, "forbidden");
            assertProblem(alice.get("/reports/" + report + "/shares"), 403, "forbidden");
            assertProblem(
                    alice.put("/reports/" + report + "/shares/" + UUID.randomUUID(), Map.of("access", "READ")),
                    403,
                    "forbidden");
        }
    }

    // webhook-only:begin
    @Nested
    class Webhooks {

        /** Returns every operation on a webhook. */
        static Stream<Named<BiFunction<Actor, String, Response>>> operations() {
            return Stream.of(
                    Named.of("delete", (actor, id) -> actor.delete("/webhooks/" + id)),
                    Named.of("list deliveries", (actor, id) -> actor.get("/webhooks/" + id + "/deliveries")));
        }

        @ParameterizedTest
        @MethodSource("operations")
        void webhook_of_another_user_is_indistinguishable_from_a_missing_one(
                BiFunction<Actor, String, Response> operation) {
            String webhook = Hooks.registeredBy(bob);
            for (Actor other : List.of(alice, Actors.admin())) {
                Response hidden = operation.apply(other, webhook);
                Response missing = operation.apply(other, UUID.randomUUID().toString());

                assertProblem(hidden, 404, "not-found");
                assertThat(indistinguishable(hidden)).isEqualTo(indistinguishable(missing));
                assertThat(other.get("/webhooks").asString()).doesNotContain(webhook);
            }
            assertThat(bob.get("/webhooks").<String>path("items[0].id")).isEqualTo(webhook);
        }

        @Test
        void webhook_gets_no_delivery_for_a_report_that_its_owner_cannot_see() {
            String webhook = Hooks.registeredBy(alice);
            String report = Hooks.publishedBy(bob);
            assertProblem(alice.get("/reports/" + report), 404, "not-found");
            assertThat(alice.get("/webhooks/" + webhook + "/deliveries").<List<Object>>path("items"))
                    .isEmpty();
        }
    }
    // webhook-only:end

    @Nested
    class Cursors {

        @Test
        void cursor_of_another_user_is_rejected() {
            bob.writesPrivately();
            bob.writesPrivately();
            String cursor = bob.get("/reports?limit=1&owner=" + bob.id()).path("nextCursor");

            assertThat(bob.get("/reports?limit=1&owner=" + bob.id() + "&cursor=" + cursor)
                            .statusCode())
                    .isEqualTo(200);
            assertProblem(
                    alice.get("/reports?limit=1&owner=" + bob.id() + "&cursor=" + cursor), 400, "malformed-request");
        }

        @Test
        void cursor_of_another_list_is_rejected() {
            bob.writesPrivately();
            bob.writesPrivately();
            String cursor = bob.get("/reports?limit=1").path("nextCursor");

            for (String other :
                    List.of("status=DRAFT", "sort=title", "q=x", "visibility=PRIVATE", "owner=" + bob.id())) {
                assertProblem(bob.get("/reports?" + other + "&cursor=" + cursor), 400, "malformed-request");
            }
            assertProblem(bob.get("/users?cursor=" + cursor), 400, "malformed-request");
            String users = bob.get("/users?limit=1").path("nextCursor");
            assertThat(bob.get("/users?cursor=" + users).statusCode()).isEqualTo(200);
            assertProblem(bob.get("/users?q=example&cursor=" + users), 400, "malformed-request");
        }
    }
}
