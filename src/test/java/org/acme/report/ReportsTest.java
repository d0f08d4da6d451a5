package org.acme.report;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReportsTest {

    Actor alice;

    @BeforeEach
    void createEditor() {
        alice = Actors.editor();
    }

    @Nested
    class Creation {

        @Test
        void new_report_is_a_draft_of_its_author() {
            Response created = alice.post("/reports", Map.of("title", "T", "body", "B", "visibility", "INTERNAL"));

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(created.header("ETag")).matches("\"0-[A-Za-z0-9_-]{22}\"");
            assertThat(created.header("Location")).endsWith("/api/v1/reports/" + created.path("id"));
            assertThat(created.<String>path("status")).isEqualTo("DRAFT");
            assertThat(created.<String>path("owner.id")).isEqualTo(alice.id().toString());
            assertThat(UUID.fromString(created.path("id")).version()).isEqualTo(7);
            assertThat(created.<String>path("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
        }

        /** The name comes from the cached account, which the earlier report has filled. */
        @Test
        void new_report_shows_the_name_that_its_author_has_since_the_last_request() {
            alice.writesPrivately();
            alice.patch("/users/me", Map.of("displayName", "Alice Renamed"))
                    .then()
                    .statusCode(200);

            Response created = alice.post("/reports", Map.of("title", "T", "body", "B", "visibility", "PRIVATE"));
            assertThat(created.<String>path("owner.displayName")).isEqualTo("Alice Renamed");
            assertThat(alice.get("/reports/" + created.path("id")).header("ETag"))
                    .isEqualTo(created.header("ETag"));
        }

        @Test
        void report_whose_author_is_deleted_meanwhile_is_refused() throws Exception {
            alice.get("/users/me").then().statusCode(200);
            try (Sql.Transaction deletion = Sql.begin("delete from users where id = ?", alice.id())) {
                CompletableFuture<Response> creation = Parallel.begin(
                        () -> alice.post("/reports", Map.of("title", "T", "body", "B", "visibility", "PRIVATE")));
                deletion.awaitWaiting();
                deletion.commit();
                assertProblem(creation.get(), 409, "conflict");
            }
        }

        @Test
        void report_is_returned_exactly_as_it_was_written() {
            String text = "Grüße, 世界 👋 \" \\ \n\t</script>";
            Response created = alice.post("/reports", Map.of("title", "👋 T", "body", text, "visibility", "PRIVATE"));
            Response read = alice.get("/reports/" + created.path("id"));

            assertThat(read.<String>path("body")).isEqualTo(text);
            assertThat(read.asString()).isEqualTo(created.asString());
        }
    }

    @Nested
    class Versions {

        @ParameterizedTest
        @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "\"other\",W/%s", "*"})
        void report_that_matches_if_none_match_is_not_sent_again(String ifNoneMatch) {
            String id = alice.writesPrivately();
            String tag = alice.get("/reports/" + id).header("ETag");
            Response known = alice.calling()
                    .header("If-None-Match", ifNoneMatch.formatted(tag))
                    .get("/reports/" + id);
            assertThat(known.statusCode()).isEqualTo(304);
            assertThat(known.header("ETag")).isEqualTo(tag);
            assertThat(known.asString()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"0\"", "W/\"0\"", "\"other\"", "\"\"", "0", "\"", "W/"})
        void report_that_does_not_match_if_none_match_is_sent(String ifNoneMatch) {
            String id = alice.writesPrivately();
            Response unknown =
                    alice.calling().header("If-None-Match", ifNoneMatch).get("/reports/" + id);
            assertThat(unknown.statusCode()).isEqualTo(200);
        }

        /** A restored backup repeats versions. */
        @Test
        void etag_depends_on_the_time_of_the_change() {
            String id = alice.writesPrivately();
            String before = alice.get("/reports/" + id).header("ETag");
            Sql.run(
                    "update reports set updated_at = updated_at - interval '1 second' where id = ?",
                    UUID.fromString(id));
            assertProblem(alice.revises(id, before, "Other"), 412, "precondition-failed");
        }

        @Test
        void etag_changes_when_the_owner_is_renamed() {
            String id = alice.publishes("T");
            Actor reader = Actors.viewer();
            String before = reader.get("/reports/" + id).header("ETag");
            alice.patch("/users/me", Map.of("displayName", "Alice Renamed"))
                    .then()
                    .statusCode(200);

            Response after = reader.calling().header("If-None-Match", before).get("/reports/" + id);
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(after.<String>path("owner.displayName")).isEqualTo("Alice Renamed");
            assertThat(after.header("ETag")).isNotEqualTo(before);
            assertProblem(alice.revises(id, before, "T"), 412, "precondition-failed");
        }

        @Test
        void etag_differs_between_readers_who_see_different_fields() {
            String id = alice.publishes("T");
            assertThat(Actors.admin().get("/reports/" + id).header("ETag"))
                    .isNotEqualTo(Actors.viewer().get("/reports/" + id).header("ETag"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"other\"", "W/\"0\"", "\"1\""})
        void read_with_an_outdated_if_match_is_412(String ifMatch) {
            String id = alice.writesPrivately();
            Response refused = alice.calling().header("If-Match", ifMatch).get("/reports/" + id);
            assertProblem(refused, 412, "precondition-failed");
        }

        @Test
        void read_with_a_current_if_match_succeeds() {
            String id = alice.writesPrivately();
            String tag = alice.get("/reports/" + id).header("ETag");
            assertThat(alice.calling()
                            .header("If-Match", tag)
                            .get("/reports/" + id)
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void weak_etag_does_not_allow_a_revision() {
            String id = alice.writesPrivately();
            String tag = alice.get("/reports/" + id).header("ETag");
            assertProblem(alice.revises(id, "W/" + tag, "T"), 412, "precondition-failed");
            assertThat(alice.revises(id, tag, "T").statusCode()).isEqualTo(200);
        }

        @Test
        void revision_without_if_match_is_428() {
            String id = alice.writesPrivately();
            Response unnamed = alice.put("/reports/" + id, Map.of("title", "T", "body", "B", "visibility", "PRIVATE"));
            assertProblem(unnamed, 428, "precondition-required");
        }

        /** The client has reviewed another version than the one that it would publish, archive or delete. */
        @Test
        void stale_if_match_is_honoured_where_it_is_optional() {
            String id = alice.writesPrivately();
            alice.revises(id, "\"0\"", "Revised").then().statusCode(200);
            for (String ifMatch : List.of("\"0\"", "W/\"1\"")) {
                assertProblem(with(ifMatch).post("/reports/" + id + "/publish"), 412, "precondition-failed");
                assertProblem(with(ifMatch).post("/reports/" + id + "/archive"), 412, "precondition-failed");
                assertProblem(with(ifMatch).delete("/reports/" + id), 412, "precondition-failed");
            }
            String tag = alice.get("/reports/" + id).header("ETag");
            assertThat(with(tag).post("/reports/" + id + "/publish").statusCode())
                    .isEqualTo(200);
            assertThat(with("\"2\"").delete("/reports/" + id).statusCode()).isEqualTo(204);
        }

        private RequestSpecification with(String ifMatch) {
            return alice.calling().header("If-Match", ifMatch);
        }

        @Test
        void revision_with_a_stale_if_match_changes_nothing() {
            String id = alice.writesPrivately();
            assertThat(alice.revises(id, "\"0\"", "First").header("ETag")).startsWith("\"1-");
            assertProblem(alice.revises(id, "\"0\"", "Second"), 412, "precondition-failed");
            assertThat(alice.get("/reports/" + id).<String>path("title")).isEqualTo("First");
        }

        @Test
        void exactly_one_of_parallel_revisions_succeeds() throws Exception {
            String id = alice.writesPrivately();
            ExecutorService writers = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Integer>> attempts = IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(i ->
                                () -> alice.revises(id, "\"0\"", "Writer " + i).statusCode())
                        .toList();
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> attempt : writers.invokeAll(attempts)) {
                    statuses.add(attempt.get());
                }
                assertThat(statuses).containsOnlyOnce(200);
                assertThat(statuses.stream().filter(status -> status != 200)).containsOnly(412);
            } finally {
                writers.shutdown();
            }
            assertThat(alice.get("/reports/" + id).<Integer>path("version")).isEqualTo(1);
        }
    }

    @Nested
    class Transitions {

        @Test
        void report_moves_from_draft_to_published_to_archived_only() {
            String id = alice.writesPrivately();
            assertProblem(alice.post("/reports/" + id + "/archive", ""), 409, "conflict");
            assertThat(alice.post("/reports/" + id + "/publish", "").<String>path("status"))
                    .isEqualTo("PUBLISHED");
            assertProblem(alice.post("/reports/" + id + "/publish", ""), 409, "conflict");
            assertThat(alice.post("/reports/" + id + "/archive", "").<String>path("status"))
                    .isEqualTo("ARCHIVED");
            assertProblem(alice.revises(id, "*", "Too late"), 409, "conflict");
        }
    }

    @Nested
    class Shares {

        @Test
        void shares_are_listed_changed_and_removed() {
            String id = alice.writesPrivately();
            Actor bob = Actors.editor();
            alice.shares(id, bob, "READ");
            alice.shares(id, bob, "WRITE");

            Response shares = alice.get("/reports/" + id + "/shares");
            assertThat(shares.<List<String>>path("items.userId"))
                    .containsExactly(bob.id().toString());
            assertThat(shares.<List<String>>path("items.access")).containsExactly("WRITE");
            assertThat(bob.get("/reports").asString()).contains(id);

            String share = "/reports/" + id + "/shares/" + bob.id();
            assertThat(alice.delete(share).statusCode()).isEqualTo(204);
            assertProblem(alice.delete(share), 404, "not-found");
        }

        @Test
        void report_can_be_shared_only_with_another_existing_user() {
            String id = alice.writesPrivately();
            String shares = "/reports/" + id + "/shares/";
            assertProblem(alice.put(shares + UUID.randomUUID(), Map.of("access", "READ")), 404, "not-found");
            assertProblem(alice.put(shares + alice.id(), Map.of("access", "READ")), 409, "conflict");
            assertProblem(alice.put(shares + Actors.viewer().id(), Map.of("access", "OWN")), 400, "malformed-request");
        }
    }

    @Nested
    class Lists {

        @ParameterizedTest
        @ValueSource(strings = {"createdAt", "-createdAt", "updatedAt", "-updatedAt", "title", "-title"})
        void reports_are_sorted_and_paged_without_gaps_or_duplicates(String sort) {
            List<String> titles = List.of("b", "a", "c", "a", "b", "ä", "Z");
            titles.forEach(title -> alice.writes(title, "PRIVATE"));

            List<Map<String, String>> seen = pages(alice, "/reports?limit=2&owner=" + alice.id() + "&sort=" + sort);

            assertThat(seen).hasSize(titles.size());
            assertThat(seen.stream().map(item -> item.get("id"))).doesNotHaveDuplicates();
            String key = sort.replace("-", "");
            Comparator<String> order = sort.startsWith("-") ? Comparator.reverseOrder() : Comparator.naturalOrder();
            if (!key.equals("title")) {
                assertThat(seen.stream().map(item -> item.get(key)).toList()).isSortedAccordingTo(order);
            } else {
                List<String> letters = seen.stream()
                        .map(item -> item.get(key))
                        .filter("abc"::contains)
                        .toList();
                assertThat(letters).isSortedAccordingTo(order);
            }
        }

        @Test
        void page_of_reports_is_stable_when_a_report_is_inserted_before_it() {
            String first = alice.writesPrivately();
            alice.writesPrivately();
            Response page = alice.get("/reports?limit=1&owner=" + alice.id());
            alice.writesPrivately();
            Response next = alice.get("/reports?limit=1&owner=" + alice.id() + "&cursor=" + page.path("nextCursor"));
            assertThat(next.<List<String>>path("items.id")).containsExactly(first);
            assertThat(next.<String>path("nextCursor")).isNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "&sort=title", "&q=xy", "&status=PUBLISHED"})
        void report_that_is_both_shared_and_published_is_listed_once(String filter) {
            Actor bob = Actors.editor();
            List<String> visible = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                visible.add(alice.publishes("xy " + i));
                alice.shares(visible.get(i), bob, "READ");
            }

            assertThat(pages(bob, "/reports?limit=2&owner=" + alice.id() + filter))
                    .extracting(item -> item.get("id"))
                    .containsExactlyInAnyOrderElementsOf(visible);
        }

        @Test
        void shared_report_is_listed_and_found_with_its_present_title_and_state() {
            Actor bob = Actors.editor();
            String report = alice.writes("Codename bluebird", "PRIVATE");
            alice.shares(report, bob, "READ");
            String read = alice.get("/reports/" + report).header("ETag");
            alice.revises(report, read, "Codename redacted").then().statusCode(200);
            alice.post("/reports/" + report + "/publish", "").then().statusCode(200);

            String owned = "/reports?owner=" + alice.id();
            assertThat(bob.get(owned).<List<String>>path("items.title")).containsExactly("Codename redacted");
            assertThat(ids(bob.get(owned + "&status=PUBLISHED&sort=title"))).containsExactly(report);
            assertThat(ids(bob.get(owned + "&status=DRAFT"))).isEmpty();
            assertThat(ids(bob.get(owned + "&q=bluebird"))).isEmpty();
            assertThat(ids(bob.get(owned + "&q=redacted"))).containsExactly(report);
            assertThat(bob.get("/reports/export").asString())
                    .contains("Codename redacted")
                    .doesNotContain("bluebird");
        }

        @Test
        void reports_can_be_filtered() {
            String draft = alice.writes("Draft one", "PRIVATE");
            String published = alice.publishes("Published one");
            String mine = "/reports?owner=" + alice.id();

            assertThat(ids(alice.get(mine + "&status=DRAFT"))).containsExactly(draft);
            assertThat(ids(alice.get(mine + "&visibility=INTERNAL"))).containsExactly(published);
            assertThat(ids(alice.get(mine + "&q=ONE"))).containsExactlyInAnyOrder(draft, published);
            assertThat(ids(alice.get(mine + "&q=draft&status=PUBLISHED"))).isEmpty();
        }

        private List<String> ids(Response list) {
            return list.path("items.id");
        }

        private List<Map<String, String>> pages(Actor reader, String query) {
            List<Map<String, String>> seen = new ArrayList<>();
            String cursor = "";
            while (cursor != null) {
                Response page = reader.get(query + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                seen.addAll(page.<List<Map<String, String>>>path("items"));
                cursor = page.path("nextCursor");
            }
            return seen;
        }
    }

    @Nested
    class Exports {

        @Test
        void export_is_csv_without_formulas() {
            alice.writes("=HYPERLINK(\"http://evil.example\")", "PRIVATE");
            alice.writes("Quote \" and, comma", "PRIVATE");

            Response csv = alice.get("/reports/export");

            assertThat(csv.contentType()).isEqualTo("text/csv;charset=UTF-8");
            assertThat(csv.header("Content-Disposition"))
                    .as("a download, which no browser shows as a page")
                    .isEqualTo("attachment; filename=\"reports.csv\"");
            assertThat(csv.asString())
                    .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"")
                    .contains("\"Quote \"\" and, comma\"");
        }
    }

    @Nested
    class Deletion {

        @Test
        void deleted_report_is_gone_with_its_shares() {
            String id = alice.writesPrivately();
            Actor bob = Actors.viewer();
            alice.shares(id, bob, "READ");
            assertThat(alice.delete("/reports/" + id).statusCode()).isEqualTo(204);
            assertProblem(bob.get("/reports/" + id), 404, "not-found");
            assertProblem(alice.delete("/reports/" + id), 404, "not-found");
        }
    }
}
