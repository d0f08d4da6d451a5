package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.acme.fixture.DpopClient;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.Postgres;
import org.acme.fixture.RawHttp;
import org.acme.fixture.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two production instances that share a Redis. Each test uses a new network address. */
class SharedLimitsIT {

    private static final int MAX = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String AWAY = "Redis is unavailable";
    private static final String THERE = "Redis is available";

    private static final String LOGIN = Production.PUBLIC_URL + "/api/v1/auth/login";

    private static EmbeddedPostgres postgres;
    private static RealRedis redis;
    private static Service one;
    private static Service other;

    @BeforeAll
    static void startInstances() throws IOException {
        postgres = Postgres.started();
        redis = RealRedis.started();
        one = new Service(environment());
        assertThat(one.starts()).as(one.log()).isTrue();
        other = new Service(environment());
        assertThat(other.starts()).as(other.log()).isTrue();
        RestAssured.port = one.port;
    }

    @AfterAll
    static void stopAll() throws Exception {
        one.close();
        other.close();
        redis.close();
        postgres.close();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.put("APP_RATE_LIMIT_STORE", "redis");
        environment.put("APP_RATE_LIMIT_REDIS_TIMEOUT", "2s");
        environment.put("QUARKUS_REDIS_HOSTS", redis.url());
        return environment;
    }

    /** Sends requests to the instances in turn, ten in parallel. */
    private static List<Integer> statuses(int times, String from, Service... services) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(10);
        try {
            List<Callable<Integer>> requests = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                Service service = services[i % services.length];
                requests.add(() -> RawHttp.send(
                                from,
                                new InetSocketAddress("127.0.0.1", service.port),
                                RawHttp.request("GET", "/api/v1/reports"))
                        .statusCode());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : pool.invokeAll(requests)) {
                statuses.add(answer.get());
            }
            return statuses;
        } finally {
            pool.shutdown();
        }
    }

    /** Returns the number of admitted requests, which get 401. */
    private static long admitted(List<Integer> statuses) {
        assertThat(statuses).isSubsetOf(401, 429);
        return statuses.stream().filter(status -> status == 401).count();
    }

    private static long said(Service service, String text) {
        return service.log().lines().filter(line -> line.contains(text)).count();
    }

    private static void await(String text, int times) {
        Eventually.within(TIMEOUT, () -> assertThat(List.of(said(one, text), said(other, text)))
                .as(() -> one.log() + other.log())
                .allSatisfy(said -> assertThat(said).isGreaterThanOrEqualTo(times)));
    }

    @Test
    void two_instances_share_one_rate_limit_with_one_redis_call_per_admitted_request() throws Exception {
        long before = redis.decisions();
        assertThat(admitted(statuses(MAX - 20, "127.0.1.1", one, other))).isEqualTo(MAX - 20);
        assertThat(redis.decisions() - before).isEqualTo(MAX - 20);

        assertThat(admitted(statuses(80, "127.0.1.1", one, other))).isEqualTo(20);

        long refused = redis.decisions();
        assertThat(admitted(statuses(60, "127.0.1.1", one, other))).isZero();
        assertThat(redis.decisions()).isEqualTo(refused);
    }

    @Test
    void instances_limit_locally_while_redis_is_unavailable_and_jointly_afterwards() throws Exception {
        assertThat(admitted(statuses(MAX, "127.0.2.1", one))).isEqualTo(MAX);
        ExecutorService background = Executors.newSingleThreadExecutor();
        Future<List<Integer>> load = background.submit(() -> statuses(250, "127.0.2.2", one, other));
        redis.kill();
        assertThat(admitted(load.get())).isBetween((long) MAX, 2L * MAX);
        await(AWAY, 1);

        assertThat(admitted(statuses(50, "127.0.2.1", one)))
                .as("known admissions still count")
                .isZero();
        for (Service service : List.of(one, other)) {
            assertThat(admitted(statuses(140, "127.0.2.3", service))).isEqualTo(MAX);
        }
        load = background.submit(() -> statuses(250, "127.0.2.4", one, other));
        redis.start();
        assertThat(admitted(load.get())).isBetween((long) MAX, 2L * MAX);
        await(THERE, 2);
        background.shutdown();

        assertThat(admitted(statuses(160, "127.0.2.5", one, other))).isEqualTo(MAX);
        assertThat(List.of(said(one, AWAY), said(other, AWAY), said(one, THERE), said(other, THERE)))
                .as("one log line per change")
                .containsExactly(1L, 1L, 2L, 2L);
    }

    /** Asks for a nonce first, because proofs need one for a while after Redis was unavailable. */
    private static Map<String, Object> claims(Service service, String method, String path, String token) {
        String nonce = given().header("DPoP", DpopClient.create().proof("POST", LOGIN, null))
                .contentType(ContentType.JSON)
                .body(Map.of("email", UUID.randomUUID() + "@example.org", "password", Production.PASSWORD))
                .post(service.url() + "/api/v1/auth/login")
                .header("DPoP-Nonce");
        Map<String, Object> claims = DpopClient.claims(method, Production.PUBLIC_URL + path, token);
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        return claims;
    }

    @Test
    void proof_that_is_sent_to_two_instances_is_accepted_once() throws Exception {
        DpopClient client = DpopClient.create();
        String login = client.sign(client.header(), claims(one, "POST", "/api/v1/auth/login", null));
        String token = given().header("DPoP", login)
                .contentType(ContentType.JSON)
                .body(Map.of("email", Production.ADMIN, "password", Production.PASSWORD))
                .post(one.url() + "/api/v1/auth/login")
                .then()
                .statusCode(200)
                .body("tokenType", equalTo("DPoP"))
                .extract()
                .path("accessToken");
        String proof = client.sign(client.header(), claims(one, "GET", "/api/v1/reports", token));
        List<Integer> statuses = Parallel.all(IntStream.range(0, 40)
                .<Supplier<Integer>>mapToObj(i -> () -> given().header("Authorization", "DPoP " + token)
                        .header("DPoP", proof)
                        .get((i % 2 == 0 ? one : other).url() + "/api/v1/reports")
                        .statusCode())
                .toList());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(39);
        given().header("Authorization", "Bearer " + token)
                .get(other.url() + "/api/v1/reports")
                .then()
                .statusCode(401);
    }

    @Test
    void instance_with_redis_responds_to_hundreds_of_pipelined_requests() throws Exception {
        int requests = 400;
        try (Socket client =
                new Socket(InetAddress.getByName("127.0.0.1"), one.port, InetAddress.getByName("127.0.3.1"), 0)) {
            client.setSoTimeout((int) TIMEOUT.toMillis());
            String request = "GET /api/v1/reports HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.getOutputStream().write(request.repeat(requests).getBytes(StandardCharsets.US_ASCII));
            int answered = 0;
            StringBuilder received = new StringBuilder();
            byte[] buffer = new byte[8_192];
            while (answered < requests) {
                int read = client.getInputStream().read(buffer);
                assertThat(read).as("after %s responses", answered).isPositive();
                received.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                answered = received.toString().split("HTTP/1.1 (401|429) ", -1).length - 1;
            }
        }
    }
}
