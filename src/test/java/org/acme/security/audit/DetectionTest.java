package org.acme.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.DpopClient;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.Hooks; // webhook-only
import org.acme.fixture.LogLines;
import org.acme.fixture.Sigma;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the attack of each detection rule and matches the JSON log lines with it. */
@QuarkusTest
class DetectionTest {

    private static final Path FOLDER = Path.of("deploy/detection");
    private static final String NETWORK = "127.0.5";
    private static final String CLIENT = NETWORK + "1.1";

    private RestAssuredConfig former;

    @BeforeEach
    void callFromAnotherAddress() {
        former = RestAssured.config();
        RestAssured.config = from(CLIENT);
    }

    private static RestAssuredConfig from(String address) {
        try {
            return RestAssured.config()
                    .httpClient(RestAssured.config()
                            .getHttpClientConfig()
                            .setParam("http.route.local-address", InetAddress.getByName(address)));
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void restore() {
        RestAssured.config = former;
    }

    private record Attack(String rule, Runnable requests) {

        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                new Attack("credential-stuffing.yml", DetectionTest::stuffsCredentials),
                new Attack("distributed-credential-stuffing.yml", DetectionTest::stuffsFromManyAddresses),
                new Attack("refresh-token-reuse.yml", DetectionTest::reusesRefreshToken),
                new Attack("internal-url-probe.yml", DetectionTest::probesInternalUrls), // webhook-only
                new Attack("refresh-token-without-key.yml", DetectionTest::refreshesWithoutKey),
                new Attack("object-scan.yml", DetectionTest::scansObjects),
                new Attack("object-scan.yml", DetectionTest::scansObjectsOverGraphQl),
                new Attack("object-scan.yml", DetectionTest::deletesPublishedReports),
                new Attack("privilege-change.yml", DetectionTest::enablesAccount),
                new Attack("privilege-change.yml", DetectionTest::promotesViewer),
                new Attack("privilege-change.yml", DetectionTest::createsAdministrator),
                new Attack("privilege-change.yml", DetectionTest::removesSecondFactor));
    }

    private static void stuffsCredentials() {
        for (int i = 0; i < 10; i++) {
            EmptyWindows.letThemPass();
            Actors.logIn("leaked-" + UUID.randomUUID() + "@example.com", "the leaked password")
                    .then()
                    .statusCode(401);
        }
    }

    /** Each address stays below the number of the rule for one address. */
    private static void stuffsFromManyAddresses() {
        RestAssuredConfig former = RestAssured.config();
        for (int i = 0; i < 30; i++) {
            EmptyWindows.letThemPass();
            RestAssured.config = from(NETWORK + "2." + (1 + i % 6));
            Actors.logIn("leaked-" + UUID.randomUUID() + "@example.com", "the leaked password")
                    .then()
                    .statusCode(401);
        }
        RestAssured.config = former;
    }

    private static void refreshesWithoutKey() {
        DpopClient owner = DpopClient.create();
        String refreshToken = Actors.anonymous()
                .header("DPoP", owner.proof("POST", DpopClient.origin() + "/api/v1/auth/login", null))
                .contentType("application/json")
                .body(Map.of("email", Actors.editor().email(), "password", Actors.PASSWORD))
                .post("/auth/login")
                .path("refreshToken");
        Actors.post("/auth/refresh", Map.of("refreshToken", refreshToken))
                .then()
                .statusCode(401);
    }

    private static void reusesRefreshToken() {
        Actor alice = Actors.editor();
        Map<String, String> stolen = Map.of(
                "refreshToken", Actors.logIn(alice.email(), Actors.PASSWORD).path("refreshToken"));
        Actors.post("/auth/refresh", stolen).then().statusCode(200);
        Actors.post("/auth/refresh", stolen).then().statusCode(401);
    }

    // webhook-only:begin
    private static void probesInternalUrls() {
        Actor mallory = Actors.editor();
        for (int i = 0; i < 4; i++) {
            Hooks.register(mallory, "https://10.0.0." + i + "/").then().statusCode(400);
        }
    }
    // webhook-only:end

    private static void scansObjects() {
        Actor mallory = Actors.viewer();
        for (int i = 0; i < 8; i++) {
            mallory.get("/reports/" + UUID.randomUUID()).then().statusCode(404);
            mallory.get("/users/" + UUID.randomUUID()).then().statusCode(404);
        }
    }

    private static void deletesPublishedReports() {
        String report = Actors.editor().publishes("Wanted " + UUID.randomUUID());
        Actor mallory = Actors.editor();
        for (int i = 0; i < 16; i++) {
            mallory.delete("/reports/" + report).then().statusCode(403);
        }
    }

    private static void scansObjectsOverGraphQl() {
        Actor mallory = Actors.viewer();
        for (int i = 0; i < 8; i++) {
            String query = "{ a: report(id: \"%s\") { id } b: user(id: \"%s\") { id } }"
                    .formatted(UUID.randomUUID(), UUID.randomUUID());
            mallory.calling()
                    .basePath("")
                    .contentType("application/json")
                    .body(Map.of("query", query))
                    .post("/graphql")
                    .then()
                    .statusCode(200);
        }
    }

    private static void enablesAccount() {
        String account = "/users/" + Actors.viewer().id();
        for (String status : List.of("DISABLED", "ACTIVE")) {
            Actors.admin().patch(account, Map.of("status", status)).then().statusCode(200);
        }
    }

    private static void promotesViewer() {
        Actors.admin()
                .patch("/users/" + Actors.viewer().id(), Map.of("role", "admin"))
                .then()
                .statusCode(200);
        Actors.removeOtherAdmins();
    }

    private static void createsAdministrator() {
        Actors.admin()
                .post("/users", Actors.account("new-" + UUID.randomUUID() + "@example.com", "admin"))
                .then()
                .statusCode(201);
        Sql.run("update users set role = 'VIEWER' where email like 'new-%'");
    }

    private static void removesSecondFactor() {
        Actor alice = Actors.editor();
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        alice.calling()
                .contentType("application/json")
                .body(Map.of("otp", authenticator.code()))
                .delete("/users/me/totp")
                .then()
                .statusCode(204);
    }

    /** One failure each, as in honest use. */
    private static void worksHonestly() {
        Actor alice = Actors.editor();
        Actors.logIn(alice.email(), "mistyped password");
        Hooks.register(alice, "https://192.168.0.1/").then().statusCode(400); // webhook-only
        Map<String, String> tokens = Map.of(
                "refreshToken", Actors.logIn(alice.email(), Actors.PASSWORD).path("refreshToken"));
        Actors.post("/auth/refresh", tokens).then().statusCode(200);
        alice.get("/reports/" + alice.writesPrivately()).then().statusCode(200);
        alice.get("/reports/" + UUID.randomUUID()).then().statusCode(404);
        Actors.admin()
                .post("/users", Actors.account("new-" + UUID.randomUUID() + "@example.com", "viewer"))
                .then()
                .statusCode(201);
    }

    /** Without the events of workers: the deliveries of other tests may be refused meanwhile. */
    private static List<JsonNode> events(LogLines log) {
        return log.lines().stream()
                .map(Sigma::event)
                .filter(event -> event.get("address").asText().startsWith(NETWORK))
                .toList();
    }

    private static List<String> files() {
        return Stream.of(FOLDER.toFile().list()).sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void detection_rule_reports_its_attack(Attack attack) {
        // Refusals are logged after their response.
        try (LogLines log = LogLines.of("audit")) {
            attack.requests().run();
            Eventually.holds(
                    () -> assertThat(Sigma.read(FOLDER.resolve(attack.rule())).alerts(events(log)))
                            .as(events(log).toString())
                            .isTrue());
        }
    }

    @Test
    void no_detection_rule_reports_honest_use() {
        try (LogLines log = LogLines.of("audit")) {
            worksHonestly();
            Eventually.holds(() -> assertThat(events(log))
                    .extracting(event -> event.get("event").asText())
                    .contains("login-failed", "access-refused"));
            assertThat(files()).isNotEmpty().noneMatch(rule -> Sigma.read(FOLDER.resolve(rule))
                    .alerts(events(log)));
        }
    }

    @Test
    void every_detection_rule_has_an_attack_an_id_of_its_own_and_the_log_source_of_the_audit_log() {
        assertThat(attacks().map(Attack::rule).collect(Collectors.toSet())).hasSameElementsAs(files());
        Set<String> ids = new HashSet<>();
        for (String file : files()) {
            assertThat(Sigma.read(FOLDER.resolve(file)).rules()).isNotEmpty().allSatisfy(rule -> {
                assertThat(ids.add(UUID.fromString(rule.get("id").asText()).toString()))
                        .isTrue();
                assertThat(rule.has("correlation")
                                || rule.at("/logsource/service").asText().equals("audit"))
                        .isTrue();
            });
        }
    }
}
