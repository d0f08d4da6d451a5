package org.acme.owasp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.acme.evidence.ObservedResponses;
import org.acme.fixture.HostileServer;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Names;
import org.acme.fixture.OpenWorld;
import org.acme.fixture.Parallel;
import org.acme.fixture.UntrustedUpstream;
import org.acme.problem.Problem;
import org.acme.security.password.BreachedPasswords;
import org.acme.security.password.PasswordPolicy;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("API10")
@QuarkusTest
@TestProfile(OpenWorld.class)
class Api10UnsafeConsumptionTest {

    /** Its SHA-1 hash is 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8. */
    private static final String PASSWORD = "password";

    private static final String LISTED = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
    private static final String OTHER = "0018A45C4D1DEF81644B54AB7F969B88D65";

    /** Long enough for the policy. Its SHA-1 hash begins with 956BF. */
    private static final String LONG = "a password of many words";

    private static final String LONG_LISTED = "EC326722AF65E5C3DE853E0E0CA94012217";
    private static final String BREAKER = "breach-check";
    private static final int TOLERATED = 6;
    private static final int AT_ONCE = 8;
    private static final Duration CACHED = Duration.ofHours(1);

    @Inject
    BreachedPasswords breached;

    @Inject
    PasswordPolicy policy;

    @Inject
    MeterRegistry metrics;

    @Inject
    CircuitBreakerMaintenance breakers;

    @BeforeEach
    void clearCache() {
        MovableTime.forward(CACHED);
        breakers.resetAll();
    }

    @AfterEach
    void clearNames() {
        Names.forget();
    }

    private static ResponseDefinitionBuilder range(String... lines) {
        return aResponse().withHeader("Content-Type", "text/plain").withBody(String.join("\r\n", lines));
    }

    private double count(String outcome) {
        return metrics.counter("palisade.breach.check", "outcome", outcome).count();
    }

    /** Asserts that the password is not reported as breached, and that the metric counts the outcome. */
    private void assertUnknown(String outcome) {
        double before = count(outcome);
        assertThat(breached.contains(PASSWORD)).isFalse();
        ObservedResponses.add("only the local list was checked: " + outcome);
        assertThat(count(outcome)).isEqualTo(before + 1);
    }

    @Nested
    class Upstream_responses {

        private WireMockServer upstream;

        @BeforeEach
        void startUpstream() {
            upstream = UntrustedUpstream.start(UntrustedUpstream.NAME);
        }

        @AfterEach
        void stopUpstream() {
            upstream.stop();
        }

        private void answers(ResponseDefinitionBuilder answer) {
            upstream.stubFor(get(anyUrl()).willReturn(answer));
        }

        @Test
        void password_listed_by_the_breach_api_is_found() {
            answers(range(OTHER + ":3", LISTED + ":52256179"));
            double found = count("found");
            assertThat(breached.contains(PASSWORD)).isTrue();
            assertThat(count("found")).isEqualTo(found + 1);
        }

        @Test
        void password_is_refused_when_its_hashed_form_is_listed_by_the_breach_api() {
            answers(range(LONG_LISTED + ":7"));
            double found = count("found");
            EmailAddress carol = EmailAddress.of("carol@example.com");
            for (String typed : List.of(LONG, LONG.replace('a', '\uFF41'))) {
                assertThatExceptionOfType(Problem.class)
                        .isThrownBy(() -> policy.check("password", typed, carol, "Carol"));
            }
            assertThat(count("found")).isEqualTo(found + 2);
        }

        @Test
        void password_not_listed_by_the_breach_api_is_clear() {
            answers(range(OTHER + ":3"));
            assertUnknown("clear");
        }

        @Test
        void padding_entries_of_the_breach_api_are_ignored() {
            answers(range(LISTED + ":0", OTHER + ":3"));
            assertUnknown("clear");
        }

        @Test
        void breach_api_receives_only_five_characters_of_the_hash() {
            answers(range(LISTED + ":1"));
            breached.contains(PASSWORD);
            LoggedRequest request = upstream.getAllServeEvents().get(0).getRequest();
            assertThat(request.getUrl()).isEqualTo("/api/range/5BAA6");
            assertThat(request.getHeader("Add-Padding")).isEqualTo("true");
            assertThat(request.getHeaders().keys())
                    .allMatch(name -> List.of("host", "add-padding", "connection", "content-length")
                            .contains(name.toLowerCase(Locale.ROOT)));
            assertThat(request.getBodyAsString()).isEmpty();
        }

        @Test
        void breach_api_response_is_cached_per_range() {
            answers(range(LISTED + ":1"));
            assertThat(breached.contains(PASSWORD)).isTrue();
            assertThat(breached.contains(PASSWORD)).isTrue();
            assertThat(upstream.getAllServeEvents()).hasSize(1);
        }

        @Test
        void cached_breach_api_response_expires_although_it_is_used() {
            answers(range(LISTED + ":1"));
            assertThat(breached.contains(PASSWORD)).isTrue();
            MovableTime.forward(CACHED.dividedBy(2));
            assertThat(breached.contains(PASSWORD)).isTrue();
            assertThat(upstream.getAllServeEvents()).hasSize(1);
            MovableTime.forward(CACHED.dividedBy(2));
            assertThat(breached.contains(PASSWORD)).isTrue();
            assertThat(upstream.getAllServeEvents()).hasSize(2);
        }

        @Test
        void failed_breach_check_is_not_cached() {
            answers(aResponse().withStatus(500));
            assertUnknown("malformed");
            answers(range(LISTED + ":1"));
            assertThat(breached.contains(PASSWORD)).isTrue();
        }

        @Test
        void breach_check_times_out_on_late_response_headers() {
            answers(range(LISTED + ":1").withFixedDelay(30_000));
            assertUnknown("unavailable");
        }

        @Test
        void breach_check_times_out_on_a_slowly_sent_body() {
            answers(range(LISTED + ":1").withChunkedDribbleDelay(30, 30_000));
            assertUnknown("unavailable");
        }

        @Test
        void oversized_breach_api_response_is_cut_off() {
            answers(range((LISTED + ":1\r\n").repeat(UntrustedUpstream.MAX_BYTES / 30)));
            assertUnknown("unavailable");
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/html", "application/json", "application/octet-stream"})
        void breach_api_response_with_another_content_type_is_not_trusted(String type) {
            answers(aResponse().withHeader("Content-Type", type).withBody(LISTED + ":1"));
            assertUnknown("malformed");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<html>" + LISTED + ":1</html>",
                    LISTED,
                    LISTED + ":1\r\nnonsense",
                    "{\"" + LISTED + "\":1}",
                    LISTED + ":-1",
                    ""
                })
        void malformed_breach_api_response_is_not_trusted(String body) {
            answers(range(body));
            assertUnknown("malformed");
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 307, 308})
        void redirect_of_the_breach_api_is_not_followed(int status) throws IOException {
            try (HostileServer inside = HostileServer.plain()) {
                answers(aResponse()
                        .withStatus(status)
                        .withHeader("Location", "http://127.0.0.1:" + inside.port() + "/range/5BAA6"));
                assertUnknown("malformed");
                assertThat(inside.connections()).isZero();
            }
        }

        @ParameterizedTest
        @EnumSource(Fault.class)
        void broken_breach_api_response_counts_as_a_failure(Fault fault) {
            answers(aResponse().withFault(fault));
            double before = count("unavailable") + count("malformed");
            assertThat(breached.contains(PASSWORD)).isFalse();
            assertThat(count("unavailable") + count("malformed")).isEqualTo(before + 1);
        }

        @Test
        void slow_breach_api_holds_at_most_eight_requests() {
            answers(range(LISTED + ":1").withFixedDelay(1_500));
            double before = count("unavailable");

            Parallel.times(40, () -> breached.contains(PASSWORD));

            assertThat(upstream.getAllServeEvents()).hasSizeLessThanOrEqualTo(AT_ONCE);
            assertThat(count("unavailable") - before).isGreaterThanOrEqualTo(40 - AT_ONCE);
        }

        @Test
        void circuit_breaker_stops_calls_to_a_failing_breach_api_until_it_recovers() throws InterruptedException {
            CountDownLatch recovering = new CountDownLatch(1);
            breakers.onStateChange(BREAKER, state -> {
                if (state == CircuitBreakerState.HALF_OPEN) {
                    recovering.countDown();
                }
            });
            answers(aResponse().withStatus(500));
            for (int failures = 0; failures < TOLERATED; failures++) {
                assertUnknown("malformed");
            }
            assertUnknown("unavailable");
            assertThat(upstream.getAllServeEvents()).hasSize(TOLERATED);

            answers(range(LISTED + ":1"));
            assertThat(recovering.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(breached.contains(PASSWORD)).isTrue();
            assertThat(breakers.currentState(BREAKER)).isEqualTo(CircuitBreakerState.CLOSED);
        }
    }

    @Nested
    class Impostors_and_outages {

        @Test
        void breach_api_without_a_valid_certificate_gets_no_request() {
            WireMockServer impostor = UntrustedUpstream.start("evil.example");
            try {
                impostor.stubFor(get(anyUrl()).willReturn(range(LISTED + ":1")));
                assertUnknown("unavailable");
                assertThat(impostor.getAllServeEvents()).isEmpty();
            } finally {
                impostor.stop();
            }
        }

        @Test
        void outage_of_the_breach_api_is_one_log_line_with_its_tls_failure_until_it_recovers() {
            checkAt(UntrustedUpstream.NAME, "clear");
            MovableTime.forward(CACHED);
            try (LogLines log = LogLines.of(BreachedPasswords.class.getName())) {
                checkAt("evil.example", "unavailable");
                checkAt("evil.example", "unavailable");
                assertThat(log.take()).singleElement().asString().contains("SSLHandshakeException");

                checkAt(UntrustedUpstream.NAME, "clear");
                assertThat(log.take()).singleElement().asString().contains("available again");
                MovableTime.forward(CACHED);
                checkAt("evil.example", "unavailable");
                assertThat(log.take()).hasSize(1);
                assertThat(log.lines()).noneMatch(line -> line.contains("evil") || line.contains("5BAA6"));
            }
        }

        /** Checks a password at a server whose certificate has this name. */
        private void checkAt(String name, String outcome) {
            WireMockServer server = UntrustedUpstream.start(name);
            try {
                server.stubFor(get(anyUrl()).willReturn(range(OTHER + ":3")));
                assertUnknown(outcome);
            } finally {
                server.stop();
            }
        }

        @Test
        void unreachable_breach_api_is_not_waited_for() {
            Names.lead(UntrustedUpstream.NAME, "127.0.0.1");
            assertUnknown("unavailable");
        }

        @Test
        void unresolvable_breach_api_is_not_waited_for() {
            assertUnknown("unavailable");
        }

        @Test
        void endless_breach_api_response_is_cut_off() throws Exception {
            try (HostileServer endless = UntrustedUpstream.startByteByByte()) {
                endless.answers(line -> {
                    line.say("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
                    line.sayForEver(LISTED + ":1\r\n");
                });
                assertUnknown("unavailable");
                assertThat(endless.wasHungUpOn()).isTrue();
            }
        }

        @Test
        void breach_check_times_out_on_slowly_sent_response_headers() throws Exception {
            try (HostileServer slow = UntrustedUpstream.startByteByByte()) {
                slow.answers(line -> {
                    line.say("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-More: ");
                    line.drip("a");
                });
                assertUnknown("unavailable");
                assertThat(slow.wasHungUpOn()).isTrue();
            }
        }
    }
}
