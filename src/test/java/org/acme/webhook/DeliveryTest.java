package org.acme.webhook;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.exceptions.WebhookSigningException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.FailingDatabase;
import org.acme.fixture.Hooks;
import org.acme.fixture.HostileServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Names;
import org.acme.fixture.OpenWorld;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.fixture.TestAuthority;
import org.acme.fixture.WholeLog;
import org.acme.report.ReportPublished;
import org.acme.security.crypto.FieldEncryption;
import org.acme.security.crypto.SecretTokens;
import org.acme.security.outbound.OutboundConfig;
import org.acme.security.outbound.address.Lookups;
import org.acme.webhook.DeliveryQueue.Attempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(OpenWorld.class)
class DeliveryTest {

    private static final String NAME = "hooks.example.com";
    private static final String SLOW = "slow.example.com";
    private static final String SECOND_LOOPBACK = "127.0.0.2";
    private static final String BROKEN = "HTTP/1.1 500 Oops\r\nContent-Length: 6\r\n\r\ncanary";

    /** Longer than the longest retry delay. */
    private static final Duration PAUSE = Duration.ofMinutes(75);

    @Inject
    DeliveryWorker round;

    @Inject
    DeliveryQueue queue;

    @Inject
    Deliveries deliveries;

    @Inject
    WebhookSender webhookSender;

    @Inject
    FieldEncryption encryption;

    @Inject
    WebhookConfig config;

    @Inject
    OutboundConfig calls;

    @Inject
    Lookups lookups;

    @Inject
    Event<ReportPublished> published;

    @Inject
    MeterRegistry metrics;

    private HostileServer receiver;
    private Actor alice;
    private String secret;
    private UUID webhook;

    @BeforeEach
    void registerReceiver() {
        Sql.run("delete from webhooks");
        receiver = OpenWorld.receiver(NAME, SLOW);
        Names.lead(NAME, OpenWorld.ADDRESS);
        Names.lead(SLOW, OpenWorld.ADDRESS);
        alice = Actors.editor();
        Response created = Hooks.register(alice, url(NAME));
        secret = created.path("secret");
        webhook = UUID.fromString(created.path("id"));
    }

    @AfterEach
    void stopReceiver() throws IOException {
        try {
            idle();
        } finally {
            receiver.close();
            Names.forget();
            MovableTime.backToToday();
        }
    }

    private static String url(String host) {
        return "https://" + host + ":" + OpenWorld.port() + "/events";
    }

    private static String state(UUID webhook) {
        return Sql.column(
                        "select concat_ws(' ', status, attempts, last_error, last_status_code) from webhook_deliveries"
                                + " where webhook_id = ?",
                        webhook)
                .strip();
    }

    private double counted(String outcome) {
        return metrics.counter("palisade.webhook.deliveries", "outcome", outcome)
                .count();
    }

    private void becomes(String state) {
        Eventually.holds(() -> assertThat(state(webhook)).isEqualTo(state));
        idle();
    }

    /** Waits until no worker is active, so that only the test starts the next attempts. */
    private void idle() {
        Eventually.holds(() -> assertThat(metrics.get("executor.active")
                        .tag("name", "palisade.webhook.calls")
                        .gauge()
                        .value())
                .isZero());
    }

    /** Makes the next attempt due and runs it. */
    private void laterBecomes(String state) {
        MovableTime.forward(PAUSE);
        round.run();
        becomes(state);
    }

    private String publishToABrokenReceiver() {
        receiver.says(BROKEN);
        String report = Hooks.publishedBy(alice);
        becomes("PENDING 1 STATUS 500");
        return report;
    }

    private static String header(String request, String name) {
        return request.lines()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    private static Map<String, List<String>> headers(String request) {
        return request.substring(0, request.indexOf("\r\n\r\n"))
                .lines()
                .skip(1)
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> List.of(line[1])));
    }

    @Nested
    class Messages {

        @Test
        void webhook_message_contains_the_event_and_no_report_content() {
            String report = Hooks.publishedBy(alice);
            becomes("DELIVERED 1 204");

            String request = receiver.requests().get(0);
            JsonPath message = JsonPath.from(body(request));
            assertThat(message.<Map<String, Object>>get("$")).containsOnlyKeys("type", "timestamp", "data");
            assertThat(message.getMap("data")).isEqualTo(Map.of("reportId", report));
            assertThat(message.getString("type")).isEqualTo("report.published");
            assertThat(header(request, "Content-Type")).isEqualTo("application/json");
            assertThat(headers(request).keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("palisade"));
            Response delivery = alice.get("/webhooks/" + webhook + "/deliveries");
            assertThat(header(request, "webhook-id")).isEqualTo(delivery.path("items[0].id"));
            assertThat(Instant.parse(message.getString("timestamp")))
                    .isEqualTo(Instant.parse(delivery.path("items[0].createdAt")));
        }

        /** Quarkus would record the calls of an HTTP client that has a metrics name, with host, path and status. */
        @Test
        void url_and_status_of_a_webhook_never_become_metric_labels() {
            String path = "X" + UUID.randomUUID();
            String status = "299";
            receiver.says("HTTP/1.1 " + status + " Chosen\r\nContent-Length: 0\r\n\r\n");
            String id = Hooks.register(alice, url(SLOW) + "/" + path + "?token=" + path)
                    .path("id");
            Hooks.publishedBy(alice);
            Eventually.holds(() -> assertThat(state(UUID.fromString(id))).isEqualTo("DELIVERED 1 " + status));
            becomes("DELIVERED 1 " + status);

            assertThat(metrics.getMeters())
                    .isNotEmpty()
                    .flatExtracting(meter -> meter.getId().getTags())
                    .extracting(Tag::getValue)
                    .doesNotContain(status)
                    .noneMatch(value -> value.contains(path) || value.contains(NAME) || value.contains(SLOW))
                    .noneMatch(value -> value.contains(OpenWorld.ADDRESS) && value.contains("" + OpenWorld.port()));
            assertThat(metrics.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .noneMatch(name -> name.startsWith("http.client"));
        }

        @Test
        void webhook_delivery_of_a_rolled_back_transaction_is_not_created() {
            UUID report = UUID.fromString(alice.writesPrivately());
            QuarkusTransaction.begin();
            published.fire(new ReportPublished(report, alice.id(), Instant.now()));
            QuarkusTransaction.rollback();
            assertThat(state(webhook)).isEmpty();

            QuarkusTransaction.requiringNew()
                    .run(() -> published.fire(new ReportPublished(report, alice.id(), Instant.now())));
            becomes("DELIVERED 1 204");
        }
    }

    @Nested
    class Signatures {

        @Test
        void standard_webhooks_library_verifies_a_webhook_delivery() {
            Hooks.publishedBy(alice);
            becomes("DELIVERED 1 204");
            String request = receiver.requests().get(0);
            assertThat(Receiver.isAuthentic(headers(request), body(request), secret))
                    .isTrue();
        }

        @Test
        void standard_webhooks_library_rejects_an_altered_webhook_delivery() {
            Hooks.publishedBy(alice);
            becomes("DELIVERED 1 204");
            String request = receiver.requests().get(0);
            Map<String, List<String>> headers = headers(request);
            String second = String.valueOf(Long.parseLong(header(request, "webhook-timestamp")) - 1);

            assertThat(Receiver.isAuthentic(headers, body(request) + " ", secret))
                    .isFalse();
            assertThat(Receiver.isAuthentic(headers, body(request), Signature.newSecret()))
                    .isFalse();
            for (Map.Entry<String, String> altered : Map.of(
                            "webhook-id", UUID.randomUUID().toString(), "webhook-timestamp", second)
                    .entrySet()) {
                Map<String, List<String>> forged = new HashMap<>(headers);
                assertThat(forged.put(altered.getKey(), List.of(altered.getValue())))
                        .isNotNull();
                assertThat(Receiver.isAuthentic(forged, body(request), secret))
                        .as(altered.getKey())
                        .isFalse();
            }
        }

        @Test
        void retry_of_a_webhook_delivery_keeps_its_id_and_is_signed_with_a_new_timestamp()
                throws WebhookSigningException {
            UUID report = UUID.fromString(alice.writesPrivately());
            receiver.says(BROKEN);
            MovableTime.on(Instant.now().minus(PAUSE));
            QuarkusTransaction.requiringNew()
                    .run(() -> published.fire(new ReportPublished(
                            report, alice.id(), Instant.now().minus(PAUSE))));
            becomes("PENDING 1 STATUS 500");
            MovableTime.backToToday();
            round.run();
            becomes("PENDING 2 STATUS 500");

            String old = receiver.requests().get(0);
            String retry = receiver.requests().get(1);
            assertThat(body(retry)).isEqualTo(body(old));
            assertThat(header(retry, "webhook-id")).isEqualTo(header(old, "webhook-id"));
            assertThat(timestamp(retry) - timestamp(old)).isBetween(PAUSE.toSeconds() - 1, PAUSE.toSeconds() + 60);
            for (String request : List.of(old, retry)) {
                assertThat(header(request, "webhook-signature"))
                        .isEqualTo(new com.standardwebhooks.Webhook(secret)
                                .sign(header(request, "webhook-id"), timestamp(request), body(request)));
            }
            assertThat(Receiver.isAuthentic(headers(retry), body(retry), secret))
                    .isTrue();
            assertThat(Receiver.isAuthentic(headers(old), body(old), secret))
                    .as("a request older than five minutes")
                    .isFalse();
        }

        private static long timestamp(String request) {
            return Long.parseLong(header(request, "webhook-timestamp"));
        }

        @Test
        void webhook_secret_issued_before_standard_webhooks_signs_with_its_text() {
            String former = "palwh_" + SecretTokens.random();
            Sql.run(
                    "update webhooks set secret = ? where id = ?",
                    encryption.encrypt("webhook/" + webhook, former),
                    webhook);
            Hooks.publishedBy(alice);
            becomes("DELIVERED 1 204");
            String request = receiver.requests().get(0);
            String converted =
                    "whsec_" + Base64.getEncoder().encodeToString(former.getBytes(StandardCharsets.US_ASCII));
            assertThat(Receiver.isAuthentic(headers(request), body(request), converted))
                    .isTrue();
            assertThat(Receiver.isAuthentic(headers(request), body(request), secret))
                    .isFalse();
        }
    }

    @Nested
    class Failed_attempts {

        @Test
        void failed_webhook_delivery_is_retried_with_backoff_up_to_eight_attempts() {
            double failures = counted("failed");
            publishToABrokenReceiver();
            for (int attempt = 2; attempt < 8; attempt++) {
                laterBecomes("PENDING " + attempt + " STATUS 500");
            }
            laterBecomes("FAILED 8 STATUS 500");
            MovableTime.forward(PAUSE);
            round.run();

            assertThat(receiver.requests()).hasSize(8);
            assertThat(counted("failed") - failures).isEqualTo(1);
            Response list = Actors.again(alice).get("/webhooks/" + webhook + "/deliveries");
            assertThat(list.<Map<String, Object>>path("items[0]"))
                    .containsOnlyKeys(
                            "id",
                            "event",
                            "status",
                            "attempts",
                            "lastStatusCode",
                            "lastError",
                            "createdAt",
                            "nextAttemptAt")
                    .containsEntry("status", "FAILED")
                    .containsEntry("attempts", 8)
                    .containsEntry("lastStatusCode", 500)
                    .containsEntry("lastError", "status")
                    .containsEntry("nextAttemptAt", null);
            assertThat(list.asString()).doesNotContain("canary");
        }

        @Test
        void failed_webhook_delivery_is_not_retried_before_its_delay_has_passed() {
            MovableTime.stop();
            publishToABrokenReceiver();
            MovableTime.forward(Duration.ofSeconds(7));
            round.run();
            assertThat(receiver.requests()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 307, 308})
        void redirected_webhook_delivery_is_not_followed_and_counts_as_failed(int status) throws IOException {
            try (HostileServer inside = HostileServer.on(
                    InetAddress.getByName(SECOND_LOOPBACK), OpenWorld.port(), TestAuthority.serverFor(NAME))) {
                receiver.says("HTTP/1.1 " + status + " Moved\r\nLocation: https://" + SECOND_LOOPBACK + ":"
                        + OpenWorld.port() + "/\r\nContent-Length: 0\r\n\r\n");
                Hooks.publishedBy(alice);
                becomes("PENDING 1 STATUS " + status);
                assertThat(inside.connections()).isZero();
            }
        }

        @Test
        void webhook_delivery_to_a_host_that_became_internal_is_refused() throws IOException {
            try (HostileServer inside = HostileServer.on(
                    InetAddress.getByName(SECOND_LOOPBACK), OpenWorld.port(), TestAuthority.serverFor(NAME))) {
                Names.lead(NAME, SECOND_LOOPBACK);
                Hooks.publishedBy(alice);
                becomes("PENDING 1 REFUSED");
                assertThat(inside.connections()).isZero();
            }
            Names.lead(NAME, OpenWorld.ADDRESS);
            laterBecomes("DELIVERED 2 204");
        }

        @Test
        void webhook_delivery_to_a_closed_port_is_recorded_as_unreachable() throws IOException {
            receiver.close();
            Hooks.publishedBy(alice);
            becomes("PENDING 1 UNREACHABLE");
        }

        @Test
        void webhook_delivery_is_not_retried_after_its_owner_lost_access() {
            Actor bob = Actors.editor();
            String report = bob.writesPrivately();
            bob.shares(report, alice, "READ");
            receiver.says(BROKEN);
            bob.post("/reports/" + report + "/publish", "").then().statusCode(200);
            becomes("PENDING 1 STATUS 500");

            bob.delete("/reports/" + report + "/shares/" + alice.id()).then().statusCode(204);
            laterBecomes("PENDING 2 NO_ACCESS");
            assertThat(receiver.requests()).hasSize(1);
        }

        @Test
        void webhook_delivery_is_not_retried_when_the_credential_that_registered_the_webhook_could_not_read_reports() {
            publishToABrokenReceiver();
            Sql.run("update webhooks set permissions = 'reports:write' where id = ?", webhook);
            laterBecomes("PENDING 2 NO_ACCESS");
            assertThat(receiver.requests()).hasSize(1);
        }

        @Test
        void webhook_delivery_is_not_retried_for_a_disabled_account() {
            publishToABrokenReceiver();
            Actors.admin().patch("/users/" + alice.id(), Map.of("status", "DISABLED"));
            laterBecomes("PENDING 2 NO_ACCESS");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Nested
    class Parallel_workers {

        @Test
        void parallel_workers_make_each_delivery_attempt_once() {
            publishToABrokenReceiver();
            receiver.says("HTTP/1.1 204 No Content\r\n\r\n");
            MovableTime.forward(PAUSE);
            Parallel.times(8, () -> {
                round.run();
                return true;
            });
            becomes("DELIVERED 2 204");
            assertThat(receiver.requests()).hasSize(2);
        }

        @Test
        void silent_receivers_do_not_delay_deliveries_to_others() {
            Sql.run("delete from webhooks");
            for (int i = 0; i < 10; i++) {
                Hooks.register(alice, url(SLOW)).then().statusCode(201);
            }
            webhook = UUID.fromString(Hooks.register(alice, url(NAME)).path("id"));
            receiver.answers(line -> {
                if (line.request().contains(SLOW)) {
                    line.hang();
                } else {
                    line.say("HTTP/1.1 204 No Content\r\n\r\n");
                }
            });
            Hooks.publishedBy(alice);
            Eventually.holds(() -> assertThat(state(webhook)).isEqualTo("DELIVERED 1 204"));
            assertThat(Sql.column("select distinct concat_ws(' ', status, attempts, last_error) from webhook_deliveries"
                            + " where status <> 'DELIVERED'"))
                    .isEqualTo("PENDING 1\n");
            Eventually.holds(() -> assertThat(Sql.column("select distinct last_error from webhook_deliveries"))
                    .contains("TIMED_OUT")
                    .hasSizeLessThan(20));
        }

        @Test
        void names_that_resolve_slowly_do_not_fail_the_deliveries_of_other_users() {
            Actor mallory = Actors.editor();
            List<String> slow = Stream.generate(Hooks::newName)
                    .limit(config.maxPerUser())
                    .peek(name -> Names.lead(name, OpenWorld.ADDRESS))
                    .toList();
            slow.forEach(name -> Hooks.register(mallory, url(name)).then().statusCode(201));
            slow.forEach(Names::silence);
            Hooks.publishedBy(mallory);
            Eventually.holds(() -> assertThat(errorsOf(mallory)).contains("REFUSED"));
            idle();
            // The first lookups go on while these attempts begin further ones.
            MovableTime.forward(PAUSE);
            round.run();
            idle();

            Hooks.publishedBy(Actors.again(alice));
            becomes("DELIVERED 1 204");
        }

        private String errorsOf(Actor owner) {
            return Sql.column(
                    "select last_error from webhook_deliveries d join webhooks w on w.id = d.webhook_id"
                            + " where w.owner_id = ?",
                    owner.id());
        }

        @Test
        void delivery_is_postponed_without_a_counted_attempt_while_no_thread_is_free_to_look_up_its_host() {
            List<String> slow = Stream.generate(Hooks::newName)
                    .limit(2L * calls.parallelCalls())
                    .toList();
            slow.forEach(Names::silence);
            slow.forEach(name -> lookups.addresses(UUID.randomUUID(), name));
            double postponed = counted("postponed");
            Hooks.publishedBy(alice);
            Eventually.holds(() -> assertThat(counted("postponed") - postponed).isPositive());
            assertThat(state(webhook)).isEqualTo("PENDING 0");
            assertProblem(Hooks.register(alice, url(NAME)), 503, "unavailable");

            Names.forget();
            Names.lead(NAME, OpenWorld.ADDRESS);
            Eventually.holds(() ->
                    assertThat(Hooks.register(alice, url(NAME)).statusCode()).isEqualTo(201));
            laterBecomes("DELIVERED 1 204");
        }

        @Test
        void postponed_delivery_postpones_the_other_deliveries_of_its_webhook() {
            publishToABrokenReceiver();
            Hooks.publishedBy(alice);
            becomes("PENDING 1 STATUS 500\nPENDING 1 STATUS 500");
            MovableTime.forward(PAUSE);

            queue.done(queue.claim().orElseThrow(), Outcome.postponed());
            assertThat(queue.claim()).isEmpty();
            MovableTime.forward(Duration.ofSeconds(13));
            queue.done(queue.claim().orElseThrow(), Outcome.postponed());
            assertThat(queue.claim()).isEmpty();
        }

        @Test
        void webhook_that_has_waited_longest_is_served_first() {
            receiver.says(BROKEN);
            UUID second = UUID.fromString(Hooks.register(alice, url(NAME)).path("id"));
            Hooks.publishedBy(alice);
            Hooks.publishedBy(alice);
            becomes("PENDING 1 STATUS 500\nPENDING 1 STATUS 500");
            Eventually.holds(() -> assertThat(state(second)).isEqualTo(state(webhook)));
            idle();
            MovableTime.forward(PAUSE);

            // Each webhook has two due deliveries: they are served in turn and never in parallel.
            Attempt first = queue.claim().orElseThrow();
            queue.done(first, Outcome.failed(DeliveryError.TIMED_OUT));
            Attempt next = queue.claim().orElseThrow();
            Attempt again = queue.claim().orElseThrow();
            assertThat(first.webhook().id).isEqualTo(again.webhook().id).isNotEqualTo(next.webhook().id);
            assertThat(queue.claim()).isEmpty();
        }

        @Test
        void new_webhook_waits_for_its_turn() {
            publishToABrokenReceiver();
            UUID next = UUID.fromString(Hooks.register(alice, url(NAME)).path("id"));
            assertThat(Sql.column("select id from webhooks order by served_at nulls first, id")
                            .lines())
                    .containsExactly(webhook.toString(), next.toString());
        }

        @Test
        void abandoned_delivery_is_taken_over_and_its_late_result_is_ignored() {
            publishToABrokenReceiver();
            receiver.says("HTTP/1.1 204 No Content\r\n\r\n");
            MovableTime.forward(PAUSE);
            Attempt dropped = queue.claim().orElseThrow();
            round.run();
            assertThat(state(webhook)).isEqualTo("PENDING 2 STATUS 500");

            MovableTime.forward(Duration.ofMinutes(1));
            round.run();
            becomes("DELIVERED 3 204");
            queue.done(dropped, Outcome.failed(DeliveryError.TIMED_OUT));
            assertThat(state(webhook)).isEqualTo("DELIVERED 3 204");
        }

        @Test
        void interrupted_eighth_delivery_attempt_is_not_repeated() {
            publishToABrokenReceiver();
            Sql.run("update webhook_deliveries set attempts = 8 where webhook_id = ?", webhook);
            MovableTime.forward(PAUSE);
            round.run();
            assertThat(receiver.requests()).hasSize(1);
            deliveries.unscopedGiveUp();
            assertThat(state(webhook)).isEqualTo("FAILED 8 INTERNAL_ERROR 500");
        }

        @Test
        void delivery_in_progress_is_completed_before_the_service_stops() throws InterruptedException {
            publishToABrokenReceiver();
            receiver.answers(HostileServer.Line::hang);
            MovableTime.forward(PAUSE);
            DeliveryWorker another = new DeliveryWorker(queue, webhookSender, config, calls, new SimpleMeterRegistry());
            another.wake();
            Eventually.holds(() -> assertThat(receiver.requests()).hasSize(2));

            another.stop(null);

            assertThat(state(webhook)).isEqualTo("PENDING 2 TIMED_OUT");
            MovableTime.forward(PAUSE);
            another.wake();
            another.run();
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void deliveries_are_deleted_with_their_webhook_and_after_30_days() {
        publishToABrokenReceiver();
        MovableTime.forward(Duration.ofDays(30).minusMinutes(1));
        deliveries.unscopedPurge();
        assertThat(state(webhook)).isNotEmpty();
        MovableTime.forward(Duration.ofMinutes(2));
        deliveries.unscopedPurge();
        assertThat(state(webhook)).isEmpty();

        MovableTime.backToToday();
        publishToABrokenReceiver();
        alice.delete("/webhooks/" + webhook).then().statusCode(204);
        MovableTime.forward(PAUSE);
        round.run();
        assertThat(receiver.requests()).hasSize(2);
        assertThat(state(webhook)).isEmpty();
    }

    @Test
    void delivery_attempts_during_a_database_outage_are_logged_as_warnings_and_do_not_count() {
        publishToABrokenReceiver();
        receiver.says("HTTP/1.1 204 No Content\r\n\r\n");
        try (WholeLog log = WholeLog.watch();
                FailingDatabase failing = FailingDatabase.onUseOf("57P01", List.of("reports"))) {
            for (int i = 0; i < Delivery.MAX_ATTEMPTS + 1; i++) {
                MovableTime.forward(PAUSE);
                round.run();
            }
            assertThat(log.entries())
                    .filteredOn(entry -> entry.contains("WARN") && entry.contains(" is postponed: "))
                    .hasSize(Delivery.MAX_ATTEMPTS + 1);
            assertThat(log.entries()).noneMatch(entry -> entry.contains(" ERROR "));
            assertThat(receiver.requests()).hasSize(1);
        }
        laterBecomes("DELIVERED 2 204");
    }

    @Test
    void delivery_attempt_with_an_internal_error_is_logged_without_the_secret() {
        try (WholeLog log = WholeLog.watch()) {
            Sql.run("update webhooks set secret = reverse(secret) where id = ?", webhook);
            Hooks.publishedBy(alice);
            becomes("PENDING 1 INTERNAL_ERROR");
            String delivery = Sql.column("select id from webhook_deliveries where webhook_id = ?", webhook)
                    .strip();
            assertThat(log.entries())
                    .anyMatch(entry -> entry.contains("ERROR")
                            && entry.contains("Delivery " + delivery + " could not be attempted"))
                    .noneMatch(entry -> entry.contains(secret));
        }
        assertThat(receiver.connections()).isZero();
    }
}
