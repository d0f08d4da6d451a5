package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.acme.fixture.Problems.indistinguishable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.acme.evidence.ObservedResponses;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.Hooks;
import org.acme.fixture.HostileServer;
import org.acme.fixture.Names;
import org.acme.fixture.OpenWorld;
import org.acme.fixture.Sql;
import org.acme.fixture.TestAuthority;
import org.acme.security.outbound.CallFailed;
import org.acme.security.outbound.SafeCalls;
import org.acme.security.outbound.UrlGuard;
import org.acme.security.outbound.UrlRefusal;
import org.acme.security.outbound.UrlRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("API7")
@QuarkusTest
@TestProfile(OpenWorld.class)
class Api07ServerSideRequestForgeryTest {

    private static final UUID USER = UUID.randomUUID();
    private static final String NAME = "hooks.example.com";
    private static final String SECOND_LOOPBACK = "127.0.0.2";

    @Inject
    UrlGuard guard;

    @Inject
    SafeCalls calls;

    private HostileServer receiver;

    @BeforeEach
    void startReceiver() {
        receiver = OpenWorld.receiver(NAME);
        Names.lead(NAME, OpenWorld.ADDRESS);
    }

    @AfterEach
    void stopReceiver() throws IOException {
        receiver.close();
        Names.forget();
    }

    private static String url(String host) {
        return "https://" + host + ":" + OpenWorld.port() + "/in/secret-path";
    }

    private int post(String url) {
        return calls.post(
                USER, url, Map.of("X-Signature", "s"), "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private void assertRefused(String url, UrlRefusal... reasons) {
        assertThatThrownBy(() -> guard.check(USER, url)).isInstanceOfSatisfying(UrlRefused.class, refused -> {
            ObservedResponses.add("refused: " + refused.reason());
            assertThat(refused.reason()).isIn((Object[]) reasons);
        });
        assertThatThrownBy(() -> post(url)).isInstanceOf(UrlRefused.class);
        assertThat(receiver.connections()).isZero();
    }

    @Nested
    class User_supplied_urls {

        @Test
        void url_with_a_public_address_is_called() {
            guard.check(USER, url(NAME));
            assertThat(post(url(NAME))).isEqualTo(204);
            assertThat(receiver.names()).containsExactly(NAME);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://169.254.169.254/latest/meta-data/",
                    "https://169.254.169.254/latest/meta-data/",
                    "https://[::1]/",
                    "https://[::ffff:127.0.0.1]/",
                    "https://[::ffff:7f00:1]/",
                    "https://[64:ff9b::7f00:1]/",
                    "https://10.0.0.1/",
                    "https://localhost/",
                    "https://2130706433/",
                    "https://0x7f000001/",
                    "https://0177.0.0.1/",
                    "https://127.1/",
                    "https://127.0.0.2/",
                    "https://hooks.example.com@127.0.0.2/",
                    "https://127.0.0.2\\@hooks.example.com/",
                    "https://hooks.example.com#@127.0.0.2/",
                    "file:///etc/passwd",
                    "gopher://hooks.example.com/",
                    "https://hooks.example.com:9000/q/metrics",
                    "http://hooks.example.com/"
                })
        void url_with_an_internal_address_is_refused_in_every_spelling(String url) {
            assertRefused(
                    url,
                    UrlRefusal.MALFORMED,
                    UrlRefusal.SCHEME,
                    UrlRefusal.PORT,
                    UrlRefusal.HOST,
                    UrlRefusal.ADDRESS_NOT_PUBLIC);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {SECOND_LOOPBACK, "10.0.0.1", "169.254.169.254", "::1", "fd00:ec2::254", "2002:7f00:1::"})
        void host_name_that_resolves_to_an_internal_address_is_refused(String address) {
            Names.lead(NAME, address);
            assertRefused(url(NAME), UrlRefusal.ADDRESS_NOT_PUBLIC);
        }

        @Test
        void refused_url_does_not_reveal_which_internal_host_names_exist() {
            Names.lead("db.corp.example", "10.0.0.1");
            assertThatThrownBy(() -> guard.check(USER, url("db.corp.example")))
                    .hasMessage("must resolve to a public address");
            assertThatThrownBy(() -> guard.check(USER, url("no.corp.example")))
                    .hasMessage("must resolve to a public address");
        }
    }

    @Nested
    class Dns_rebinding {

        private HostileServer inside;

        @BeforeEach
        void startInternalServer() throws IOException {
            inside = HostileServer.on(
                    InetAddress.getByName(SECOND_LOOPBACK), OpenWorld.port(), TestAuthority.serverFor(NAME));
        }

        @AfterEach
        void stopInternalServer() throws IOException {
            inside.close();
        }

        @Test
        void call_uses_the_address_that_was_checked() {
            Names.lead(NAME, OpenWorld.ADDRESS, SECOND_LOOPBACK);
            assertThat(post(url(NAME))).isEqualTo(204);
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(inside.connections()).isZero();
        }

        @Test
        void stored_url_is_refused_when_its_host_name_resolves_to_an_internal_address_later() {
            Names.lead(NAME, OpenWorld.ADDRESS, SECOND_LOOPBACK);
            guard.check(USER, url(NAME));
            assertThatThrownBy(() -> post(url(NAME))).isInstanceOf(UrlRefused.class);
            assertThat(inside.connections()).isZero();
        }
    }

    // webhook-only:begin
    @Nested
    class Webhooks {

        private final Actor mallory = Actors.editor();

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://169.254.169.254/latest/meta-data/",
                    "https://169.254.169.254/latest/meta-data/",
                    "https://metadata/computeMetadata/v1/",
                    "https://[fd00:ec2::254]/latest/meta-data/",
                    "https://[::ffff:169.254.169.254]/",
                    "https://[64:ff9b::a9fe:a9fe]/",
                    "https://[::1]/",
                    "https://[::]/",
                    "https://0.0.0.0/",
                    "https://127.0.0.2/",
                    "https://127.0.0.2./",
                    "https://127.1/",
                    "https://0177.0.0.2/",
                    "https://0x7f.0.0.2/",
                    "https://2130706434/",
                    "https://10.0.0.1/",
                    "https://192.168.0.1/",
                    "https://localhost/",
                    "https://LOCALHOST./",
                    "https://hooks.example.com@127.0.0.2/",
                    "https://127.0.0.2\\@hooks.example.com/",
                    "https://hooks.example.com#@127.0.0.2/",
                    "https://hooks.example.com%00.evil.example/",
                    "https://hooks.example.com\t/",
                    " https://hooks.example.com/",
                    "//hooks.example.com/",
                    "https:hooks.example.com",
                    "https://hooks.example.com:9000/q/metrics",
                    "http://hooks.example.com/",
                    "file:///etc/passwd",
                    "gopher://hooks.example.com/",
                    "javascript:alert(1)"
                })
        void webhook_with_an_internal_url_is_refused_in_every_spelling(String url) {
            assertRefusedAtRegistration(Hooks.register(mallory, url));
            assertThat(receiver.connections()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {SECOND_LOOPBACK, "169.254.169.254", "10.0.0.1", "fd00:ec2::254", "::ffff:10.0.0.1"})
        void webhook_whose_host_name_resolves_to_an_internal_address_is_refused(String address) {
            Names.lead(NAME, address);
            assertRefusedAtRegistration(Hooks.register(mallory, url(NAME)));
        }

        @Test
        void webhook_registration_does_not_reveal_which_internal_host_names_exist() {
            Names.lead("db.corp.example", "10.0.0.1");
            Response known = Hooks.register(mallory, url("db.corp.example"));
            Response unknown = Hooks.register(mallory, url("no.corp.example"));
            assertThat(indistinguishable(known)).isEqualTo(indistinguishable(unknown));
        }

        @Test
        void webhook_delivery_is_refused_when_the_host_name_resolves_to_an_internal_address_later() throws IOException {
            String id = Hooks.register(mallory, url(NAME))
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            try (HostileServer inside = HostileServer.on(
                    InetAddress.getByName(SECOND_LOOPBACK), OpenWorld.port(), TestAuthority.serverFor(NAME))) {
                Names.lead(NAME, SECOND_LOOPBACK);
                Hooks.publishedBy(mallory);

                Map<String, Object> delivery = attempted(id);
                assertThat(delivery).containsEntry("lastError", "refused").containsEntry("lastStatusCode", null);
                assertThat(inside.connections()).isZero();
            }
        }

        @Test
        void webhook_deliveries_show_only_the_status_of_a_receivers_response() {
            receiver.says("HTTP/1.1 418 canary\r\nX-Canary: canary\r\nContent-Length: 6\r\n\r\ncanary");
            String id = Hooks.register(mallory, url(NAME)).path("id");
            Hooks.publishedBy(mallory);

            assertThat(attempted(id)).containsEntry("lastError", "status").containsEntry("lastStatusCode", 418);
            assertThat(mallory.get("/webhooks/" + id + "/deliveries").asString())
                    .doesNotContain("canary");
        }

        private List<String> refusals() {
            return Sql.column(
                            "select concat_ws(' ', subject, details::json ->> 'count') from audit_events"
                                    + " where type = 'webhook-url-refused' and actor = ? order by at",
                            mallory.id())
                    .lines()
                    .toList();
        }

        @Test
        void probes_of_internal_addresses_by_webhook_are_recorded_and_leave_few_audit_events() {
            Names.lead("db.corp.example", "10.0.0.1");
            for (int i = 0; i < 10; i++) {
                assertRefusedAtRegistration(Hooks.register(mallory, url("db.corp.example")));
            }
            assertThat(refusals()).containsExactly("1", "2", "4", "8");
            assertRefusedAtRegistration(Hooks.register(mallory, url("no.corp.example")));
            assertRefusedAtRegistration(Hooks.register(mallory, "gopher://db.corp.example/"));
            assertThat(refusals()).hasSize(4);
        }

        @Test
        void probe_of_an_internal_address_with_an_idempotency_key_is_recorded() {
            Names.lead("db.corp.example", "10.0.0.1");
            assertRefusedAtRegistration(mallory.calling()
                    .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                    .contentType("application/json")
                    .body(Map.of("url", url("db.corp.example"), "events", List.of("report.published")))
                    .post("/webhooks"));
            assertThat(refusals()).containsExactly("1");
        }

        @Test
        void webhook_whose_host_name_resolves_to_an_internal_address_later_is_recorded() {
            String id = Hooks.register(mallory, url(NAME)).path("id");
            Names.lead(NAME, SECOND_LOOPBACK);
            Hooks.publishedBy(mallory);
            assertThat(attempted(id)).containsEntry("lastError", "refused");
            assertThat(refusals()).containsExactly(id + " 1");
        }

        private Map<String, Object> attempted(String webhook) {
            UUID id = UUID.fromString(webhook);
            Eventually.holds(
                    () -> assertThat(Sql.column("select last_error from webhook_deliveries where webhook_id = ?", id))
                            .doesNotStartWith("null"));
            return mallory.get("/webhooks/" + webhook + "/deliveries").path("items[0]");
        }

        private void assertRefusedAtRegistration(Response answer) {
            assertThat(assertProblem(answer, 400, "validation-failed").getString("violations[0].field"))
                    .isEqualTo("url");
            assertThat(mallory.get("/webhooks").<List<Object>>path("items")).isEmpty();
        }
    }
    // webhook-only:end

    @Nested
    class Receivers {

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 307, 308})
        void redirect_of_a_receiver_is_not_followed(int status) throws IOException {
            try (HostileServer inside = HostileServer.plain()) {
                receiver.says("HTTP/1.1 " + status + " Moved\r\nLocation: http://127.0.0.1:" + inside.port()
                        + "/\r\nContent-Length: 0\r\n\r\n");
                assertThat(post(url(NAME))).isEqualTo(status);
                assertThat(inside.connections()).isZero();
            }
        }

        @Test
        void receiver_without_a_certificate_for_its_name_gets_no_request() throws IOException {
            receiver.close();
            receiver = OpenWorld.receiver("evil.example", OpenWorld.ADDRESS);
            assertFails(CallFailed.Reason.UNREACHABLE);
            assertThat(receiver.requests()).isEmpty();
        }

        @Test
        void endless_response_of_a_receiver_is_cut_off() throws InterruptedException {
            receiver.answers(line -> {
                line.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                line.sayForEver("a".repeat(1_000));
            });
            assertFails(CallFailed.Reason.TOO_LARGE);
            assertThat(receiver.wasHungUpOn()).isTrue();
        }

        @Test
        void slowly_sent_response_of_a_receiver_times_out() throws InterruptedException {
            receiver.answers(line -> {
                line.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                line.drip("a");
            });
            assertFails(CallFailed.Reason.TIMED_OUT);
            assertThat(receiver.wasHungUpOn()).isTrue();
        }

        @Test
        void silent_receiver_times_out() throws InterruptedException {
            receiver.answers(HostileServer.Line::hang);
            assertFails(CallFailed.Reason.TIMED_OUT);
            assertThat(receiver.wasHungUpOn()).isTrue();
        }

        @Test
        void request_to_a_receiver_contains_only_the_given_headers_and_body() {
            post(url(NAME));
            assertThat(receiver.requests()
                            .get(0)
                            .toLowerCase(Locale.ROOT)
                            .lines()
                            .skip(1)
                            .map(line -> line.replaceAll(":.*", "")))
                    .containsExactlyInAnyOrder("host", "x-signature", "content-length", "connection", "", "{}");
        }

        private void assertFails(CallFailed.Reason reason) {
            assertThatThrownBy(() -> post(url(NAME))).isInstanceOfSatisfying(CallFailed.class, failed -> {
                ObservedResponses.add("the call ended: " + failed.reason());
                assertThat(failed.reason()).isEqualTo(reason);
            });
        }
    }
}
