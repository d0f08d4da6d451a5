package org.acme.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
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
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
import org.acme.security.outbound.OutboundConfig;
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

    /** Longer than the longest pause. */
    private static final Duration PAUSE = Duration.ofMinutes(75);

    @Inject
    DeliveryRound round;

    @Inject
    DeliveryQueue queue;

    @Inject
    DeliveryJobs jobs;

    @Inject
    Courier courier;

    @Inject
    WebhookConfig config;

    @Inject
    OutboundConfig calls;

    @Inject
    Event<ReportPublished> published;

    @Inject
    MeterRegistry metrics;

    private HostileServer receiver;
    private Actor alice;
    private String secret;
    private UUID webhook;

    @BeforeEach
    void a_receiver_of_events() {
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
    void nothing_left() throws IOException {
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

    private void becomes(String state) {
        Eventually.holds(() -> assertThat(state(webhook)).isEqualTo(state));
        idle();
    }

    /** Nobody is about to look for work, so that what is due next is for the test to give out. */
    private void idle() {
        Eventually.holds(() -> assertThat(metrics.get("executor.active")
                        .tag("name", "palisade.webhook.calls")
                        .gauge()
                        .value())
                .isZero());
    }

    /** The next attempt is due, and somebody looks for it. */
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

    /** As a receiver would do it. */
    private static String expectedSignature(String secret, long seconds, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(signed);
    }

    @Nested
    class A_message {

        @Test
        void says_what_happened_and_nothing_of_the_report() {
            String report = Hooks.publishedBy(alice);
            becomes("DELIVERED 1 204");

            String request = receiver.requests().get(0);
            JsonPath message = JsonPath.from(body(request));
            assertThat(message.<Map<String, Object>>get("$")).containsOnlyKeys("id", "event", "createdAt", "data");
            assertThat(message.getMap("data")).isEqualTo(Map.of("reportId", report));
            assertThat(message.getString("event")).isEqualTo("report.published");
            assertThat(header(request, "Content-Type")).isEqualTo("application/json");
            assertThat(header(request, "Palisade-Event")).isEqualTo("report.published");
            assertThat(header(request, "Palisade-Delivery")).isEqualTo(message.getString("id"));
            assertThat(alice.get("/webhooks/" + webhook + "/deliveries").<String>path("items[0].id"))
                    .isEqualTo(message.getString("id"));
        }

        @Test
        void is_signed_with_the_secret_at_the_time_of_the_attempt() throws GeneralSecurityException {
            publishToABrokenReceiver();
            receiver.says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            laterBecomes("DELIVERED 2 200");

            String first = receiver.requests().get(0);
            String second = receiver.requests().get(1);
            assertThat(body(second)).isEqualTo(body(first));
            assertThat(header(second, "Palisade-Delivery")).isEqualTo(header(first, "Palisade-Delivery"));
            for (String request : receiver.requests()) {
                String signature = header(request, "Palisade-Signature");
                long seconds = Long.parseLong(signature.replaceAll("t=([0-9]+),.*", "$1"));
                assertThat(signature).isEqualTo(expectedSignature(secret, seconds, body(request)));
            }
            assertThat(seconds(second) - seconds(first)).isGreaterThanOrEqualTo(PAUSE.toSeconds());
        }

        private long seconds(String request) {
            return Long.parseLong(header(request, "Palisade-Signature").replaceAll("t=([0-9]+),.*", "$1"));
        }

        @Test
        void of_a_change_that_is_rolled_back_is_never_written() {
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
    class An_attempt_that_fails {

        @Test
        void is_made_again_after_growing_pauses_and_eight_times_at_most() {
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

        private double counted(String outcome) {
            return metrics.counter("palisade.webhook.deliveries", "outcome", outcome)
                    .count();
        }

        @Test
        void is_not_made_again_before_its_pause_is_over() {
            publishToABrokenReceiver();
            MovableTime.forward(Duration.ofSeconds(7));
            round.run();
            assertThat(receiver.requests()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 307, 308})
        void can_be_a_redirect_which_is_not_followed(int status) throws IOException {
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
        void can_be_one_that_the_guard_refuses_because_the_name_leads_inside_now() throws IOException {
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
        void says_in_one_word_that_nobody_answered() throws IOException {
            receiver.close();
            Hooks.publishedBy(alice);
            becomes("PENDING 1 UNREACHABLE");
        }

        @Test
        void is_not_made_again_for_an_owner_who_may_not_know_any_more() {
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
        void is_not_made_again_for_an_account_that_was_disabled() {
            publishToABrokenReceiver();
            Actors.admin().patch("/users/" + alice.id(), Map.of("status", "DISABLED"));
            laterBecomes("PENDING 2 NO_ACCESS");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Nested
    class Many_workers {

        @Test
        void make_an_attempt_once() {
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
        void are_not_held_up_by_receivers_that_say_nothing() {
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
        void serve_the_webhook_that_has_waited_longest_however_much_there_is_for_another() {
            receiver.says(BROKEN);
            UUID second = UUID.fromString(Hooks.register(alice, url(NAME)).path("id"));
            Hooks.publishedBy(alice);
            Hooks.publishedBy(alice);
            becomes("PENDING 1 STATUS 500\nPENDING 1 STATUS 500");
            Eventually.holds(() -> assertThat(state(second)).isEqualTo(state(webhook)));
            idle();
            MovableTime.forward(PAUSE);

            // Each has two due: neither is served twice at one time, nor twice in a row.
            Attempt first = queue.claim().orElseThrow();
            queue.done(first, Outcome.failed(DeliveryError.TIMED_OUT));
            Attempt next = queue.claim().orElseThrow();
            Attempt again = queue.claim().orElseThrow();
            assertThat(first.webhook().id).isEqualTo(again.webhook().id).isNotEqualTo(next.webhook().id);
            assertThat(queue.claim()).isEmpty();
        }

        @Test
        void take_up_what_one_of_them_dropped_and_believe_it_no_more() {
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
        void do_not_make_a_ninth_attempt_when_the_eighth_was_cut_off() {
            publishToABrokenReceiver();
            Sql.run("update webhook_deliveries set attempts = 8 where webhook_id = ?", webhook);
            MovableTime.forward(PAUSE);
            round.run();
            assertThat(receiver.requests()).hasSize(1);
            jobs.giveUp();
            assertThat(state(webhook)).isEqualTo("FAILED 8 INTERNAL_ERROR 500");
        }

        @Test
        void bring_to_an_end_what_they_have_begun_when_the_service_stops() throws InterruptedException {
            publishToABrokenReceiver();
            receiver.answers(HostileServer.Line::hang);
            MovableTime.forward(PAUSE);
            DeliveryRound another = new DeliveryRound(queue, courier, config, calls, new SimpleMeterRegistry());
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
    void what_is_pending_goes_with_its_webhook_and_what_is_old_goes_by_itself() {
        publishToABrokenReceiver();
        jobs.purge();
        assertThat(state(webhook)).isNotEmpty();
        MovableTime.forward(Duration.ofDays(31));
        jobs.purge();
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
    void an_attempt_that_the_database_prevents_is_a_warning_and_made_later() {
        publishToABrokenReceiver();
        receiver.says("HTTP/1.1 204 No Content\r\n\r\n");
        try (WholeLog log = WholeLog.watch();
                FailingDatabase failing = FailingDatabase.onUseOf("57P01", List.of("reports"))) {
            MovableTime.forward(PAUSE);
            round.run();
            assertThat(log.entries())
                    .anyMatch(entry -> entry.contains("WARN")
                            && entry.contains("webhooks failed to process an item, which stays in the queue"))
                    .noneMatch(entry -> entry.contains(" ERROR "));
            assertThat(receiver.requests()).hasSize(1);
        }
        laterBecomes("DELIVERED 3 204");
    }

    @Test
    void an_attempt_that_breaks_is_logged_with_its_delivery_and_without_the_secret() {
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
