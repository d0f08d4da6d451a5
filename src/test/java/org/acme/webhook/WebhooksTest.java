package org.acme.webhook;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Hooks;
import org.acme.fixture.Keysets;
import org.acme.fixture.LogLines;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.security.crypto.FieldEncryption;
import org.acme.security.crypto.Reencryption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhooksTest {

    @Inject
    FieldEncryption encryption;

    @Inject
    Reencryption reencryption;

    Actor alice;

    @BeforeEach
    void createEditor() {
        alice = Actors.editor();
    }

    static List<Map<String, Object>> deliveries(Actor owner, String webhook) {
        return owner.get("/webhooks/" + webhook + "/deliveries").path("items");
    }

    private static long rows(String webhook) {
        return Sql.column("select id from webhook_deliveries where webhook_id = ?", UUID.fromString(webhook))
                .lines()
                .count();
    }

    @Nested
    class Registration {

        @Test
        void webhook_secret_is_shown_once() {
            String url = Hooks.url();
            Response created = Hooks.register(alice, url);

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(created.<Map<String, Object>>path("$"))
                    .containsOnlyKeys("id", "url", "events", "secret", "createdAt")
                    .containsEntry("url", url)
                    .containsEntry("events", List.of("report.published"));
            assertThat(UUID.fromString(created.path("id")).version()).isEqualTo(7);
            assertThat(created.<String>path("secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
            Response list = alice.get("/webhooks");
            assertThat(list.<Map<String, Object>>path("items[0]"))
                    .containsOnlyKeys("id", "url", "events", "createdAt")
                    .containsEntry("id", created.path("id"));
            assertThat(list.<Object>path("nextCursor")).isNull();
        }

        @Test
        void webhook_secret_is_stored_encrypted_and_bound_to_its_row() {
            Response created = Hooks.register(alice, Hooks.url());
            String id = created.path("id");
            String stored = Sql.column("select secret from webhooks where id = ?", UUID.fromString(id))
                    .strip();
            assertThat(Sql.column("select secret || url from webhooks")).doesNotContain(created.<String>path("secret"));
            assertThatCode(() -> encryption.decrypt("webhook/" + id, stored)).doesNotThrowAnyException();
            assertThat(encryption.decrypt("webhook/" + id, stored)).isEqualTo(created.<String>path("secret"));
            String other = Hooks.registeredBy(alice);
            assertThatThrownBy(() -> encryption.decrypt("webhook/" + other, stored))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void webhook_with_an_unknown_event_type_is_rejected() {
            for (List<String> events : List.of(
                    List.<String>of(), List.of("report.deleted"), List.of("report.published", "*"), List.of(""))) {
                Response refusal = alice.post("/webhooks", Map.of("url", Hooks.url(), "events", events));
                assertThat(assertProblem(refusal, 400, "validation-failed").getString("violations[0].field"))
                        .startsWith("events");
            }
            assertProblem(alice.post("/webhooks", Map.of("url", Hooks.url())), 400, "validation-failed");
        }

        @Test
        void webhook_registration_with_a_read_only_field_is_rejected() {
            for (String field : List.of("secret", "ownerId", "id", "servedAt")) {
                assertProblem(
                        alice.post(
                                "/webhooks",
                                Map.of("url", Hooks.url(), "events", List.of("report.published"), field, "x")),
                        400,
                        "malformed-request");
            }
        }

        @Test
        void user_has_at_most_20_webhooks_even_with_parallel_registrations() {
            for (int i = 0; i < 17; i++) {
                Hooks.registeredBy(alice);
            }
            List<Integer> statuses =
                    Parallel.times(10, () -> Hooks.register(alice, Hooks.url()).statusCode());
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(3);
            assertProblem(Hooks.register(alice, Hooks.url()), 409, "conflict");

            alice.delete("/webhooks/" + alice.get("/webhooks").path("items[0].id"))
                    .then()
                    .statusCode(204);
            Hooks.registeredBy(alice);
        }
    }

    @Nested
    class Publication {

        @Test
        void publication_is_delivered_to_users_who_can_see_the_report() {
            Actor bob = Actors.editor();
            Actor carol = Actors.editor();
            Actor admin = Actors.newActor("admin");
            String own = Hooks.registeredBy(alice);
            String shared = Hooks.registeredBy(bob);
            String unrelated = Hooks.registeredBy(carol);
            String moderator = Hooks.registeredBy(admin);
            String report = alice.writesPrivately();
            alice.shares(report, bob, "READ");
            alice.post("/reports/" + report + "/publish", "").then().statusCode(200);

            assertThat(deliveries(alice, own)).hasSize(1);
            assertThat(deliveries(bob, shared)).hasSize(1);
            assertThat(deliveries(admin, moderator)).hasSize(1);
            assertThat(deliveries(carol, unrelated)).isEmpty();
        }

        @Test
        void publication_of_an_internal_report_is_delivered_to_all_webhooks() {
            Actor bob = Actors.editor();
            String first = Hooks.registeredBy(bob);
            String second = Hooks.registeredBy(bob);
            alice.publishes("For all to read");
            assertThat(deliveries(bob, first)).hasSize(1);
            assertThat(deliveries(bob, second)).hasSize(1);
        }

        @Test
        void publication_is_not_delivered_to_users_who_lost_the_webhook_permission() {
            Actor bob = Actors.editor();
            Actor carol = Actors.editor();
            String ofDisabled = Hooks.registeredBy(bob);
            String ofViewer = Hooks.registeredBy(carol);
            Actors.admin().patch("/users/" + bob.id(), Map.of("status", "DISABLED"));
            Actors.admin().patch("/users/" + carol.id(), Map.of("role", "viewer"));
            alice.publishes("Not for them");
            assertThat(rows(ofDisabled)).isZero();
            assertThat(rows(ofViewer)).isZero();
        }

        private static String registeredWith(String apiKey) {
            return Actors.anonymous()
                    .header("X-API-Key", apiKey)
                    .contentType(ContentType.JSON)
                    .body(Map.of("url", Hooks.url(), "events", List.of("report.published")))
                    .post("/webhooks")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
        }

        @Test
        void publication_is_delivered_only_if_the_api_key_that_registered_the_webhook_can_read_the_report() {
            String blind = registeredWith(alice.makesApiKey("reports:write"));
            String reading = registeredWith(alice.makesApiKey("reports:read", "reports:write"));
            Actor admin = Actors.newActor("admin");
            String ofOwnReports = registeredWith(admin.makesApiKey("reports:read", "reports:write"));
            String moderating = registeredWith(admin.makesApiKey("reports:read", "reports:write", "reports:moderate"));

            Hooks.publishedBy(alice);
            assertThat(List.of(rows(blind), rows(reading), rows(ofOwnReports), rows(moderating)))
                    .containsExactly(0L, 1L, 0L, 1L);
            Hooks.publishedBy(admin);
            assertThat(rows(ofOwnReports)).isEqualTo(1);
        }

        @Test
        void webhook_of_an_earlier_version_has_the_permissions_of_its_owner() {
            String webhook = registeredWith(alice.makesApiKey("reports:write"));
            Sql.run("update webhooks set permissions = null where id = ?", UUID.fromString(webhook));
            Hooks.publishedBy(alice);
            assertThat(rows(webhook)).isEqualTo(1);
        }

        /** As an instance of an earlier version does during an upgrade, with any credential. */
        @Test
        void webhook_registered_without_its_permissions_receives_nothing() {
            UUID webhook = UUID.randomUUID();
            Sql.run(
                    "insert into webhooks (id, owner_id, url, events, secret, created_at)"
                            + " values (?, ?, 'https://hooks.example.com/', '{report.published}', 'secret', now())",
                    webhook,
                    alice.id());
            Hooks.publishedBy(alice);
            assertThat(rows(webhook.toString())).isZero();
        }

        @Test
        void report_is_delivered_to_webhooks_only_when_it_is_published() {
            String webhook = Hooks.registeredBy(alice);
            String report = alice.writesPrivately();
            alice.revises(report, "*", "Better");
            assertThat(deliveries(alice, webhook)).isEmpty();
            alice.post("/reports/" + report + "/publish", "").then().statusCode(200);
            alice.post("/reports/" + report + "/publish", "").then().statusCode(409);
            alice.post("/reports/" + report + "/archive", "").then().statusCode(200);
            assertThat(deliveries(alice, webhook)).hasSize(1);
        }
    }

    @Test
    void webhook_deliveries_are_paged_with_the_newest_first() {
        String webhook = Hooks.registeredBy(alice);
        for (int i = 0; i < 3; i++) {
            Hooks.publishedBy(alice);
        }
        String path = "/webhooks/" + webhook + "/deliveries?limit=2";
        Response first = alice.get(path);
        Response second = alice.get(path + "&cursor=" + first.path("nextCursor"));
        assertThat(first.<List<Object>>path("items")).hasSize(2);
        assertThat(first.<String>path("items[0].createdAt")).isGreaterThan(first.path("items[1].createdAt"));
        assertThat(second.<List<Object>>path("items")).hasSize(1);
        assertThat(second.<Object>path("nextCursor")).isNull();
        assertProblem(alice.get(path.replace("limit=2", "limit=101")), 400, "malformed-request");

        String other = Hooks.registeredBy(alice);
        assertProblem(
                alice.get("/webhooks/" + other + "/deliveries?cursor=" + first.path("nextCursor")),
                400,
                "malformed-request");
    }

    @Test
    void webhook_with_many_deliveries_is_deleted_in_batches() {
        String webhook = Hooks.registeredBy(alice);
        Sql.run(
                "insert into webhook_deliveries (id, webhook_id, event, report_id, status, attempts, created_at)"
                        + " select gen_random_uuid(), ?, 'report.published', gen_random_uuid(), 'FAILED', 8, now()"
                        + " from generate_series(1, 5000)",
                UUID.fromString(webhook));
        long before = Sql.transactions();

        assertThat(alice.delete("/webhooks/" + webhook).statusCode()).isEqualTo(204);

        assertThat(Sql.transactions() - before).as("transactions").isGreaterThan(10);
        assertThat(rows(webhook)).isZero();
    }

    @Test
    void deleted_webhook_is_gone_with_its_deliveries() {
        String webhook = Hooks.registeredBy(alice);
        Hooks.publishedBy(alice);
        assertThat(rows(webhook)).isEqualTo(1);
        alice.delete("/webhooks/" + webhook).then().statusCode(204);
        assertThat(rows(webhook)).isZero();
        assertProblem(alice.delete("/webhooks/" + webhook), 404, "not-found");
        assertProblem(alice.get("/webhooks/" + webhook + "/deliveries"), 404, "not-found");
        Hooks.publishedBy(alice);
    }

    @Test
    void api_key_with_permission_manages_the_webhooks_of_its_owner() {
        String webhook = Hooks.registeredBy(alice);
        String key = alice.makesApiKey("reports:write");
        assertThat(Actors.anonymous().header("X-API-Key", key).get("/webhooks").<String>path("items[0].id"))
                .isEqualTo(webhook);
    }

    @Test
    void webhook_secret_under_an_older_key_is_due_for_re_encryption() {
        UUID id = UUID.fromString(Hooks.registeredBy(alice));
        assertThat(reencryption.reencrypt(WebhookService.secrets())).isZero();

        String stored = secretOf(id);
        Sql.run("update webhooks set secret = ? where id = ?", Keysets.withoutKey(stored), id);
        try (LogLines log = LogLines.of(Reencryption.class.getName())) {
            assertThat(reencryption.reencrypt(WebhookService.secrets())).isZero();
            assertThat(log.lines()).singleElement().asString().contains("1 fields of webhooks ");
        }
        Sql.run("update webhooks set secret = ? where id = ?", stored, id);
    }

    private static String secretOf(UUID id) {
        return Sql.column("select secret from webhooks where id = ?", id).strip();
    }
}
