package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.QuietPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Runs the service behind PgBouncer in transaction mode. */
@EnabledIf(value = "isInstalled", disabledReason = "pgbouncer is not installed")
class PoolerIT {

    private static final int ROUNDS = 15;
    private static final int CLIENTS = 8;

    @TempDir
    static Path folder;

    private static PostgresServer postgres;
    private static Process pooler;
    private static int poolerPort;
    private static Service service;

    static boolean isInstalled() {
        return program() != null;
    }

    private static Path program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(place -> Path.of(place, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static Process pgbouncer(int port) throws IOException {
        Path settings = Files.createDirectory(folder.resolve("pooler"));
        Path users = Files.writeString(settings.resolve("users.txt"), "\"palisade_app\" \"\"\n\"postgres\" \"\"\n");
        Path file = Files.writeString(settings.resolve("pgbouncer.ini"), """
                [databases]
                postgres = host=127.0.0.1 port=%s dbname=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %s
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 4
                """.formatted(postgres.port(), port, users));
        for (Path open = settings; open.startsWith(folder); open = open.getParent()) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<String> command = new ArrayList<>(List.of(program().toString(), file.toString()));
        if (System.getProperty("user.name").equals("root")) {
            // PgBouncer does not run as root.
            command.addAll(1, List.of("-u", "nobody"));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pooler.log").toFile())
                .start();
    }

    @BeforeAll
    static void startServiceBehindPooler() throws IOException {
        postgres = PostgresServer.in(folder.resolve("data"));
        poolerPort = QuietPort.choose();
        pooler = pgbouncer(poolerPort);
        service = new Service(environment(poolerPort));
        assertThat(service.starts())
                .as(service.log() + Files.readString(folder.resolve("pooler.log")))
                .isTrue();
    }

    private static Map<String, String> environment(int port) {
        Map<String, String> environment = Production.environment(port);
        environment.put("APP_RATE_LIMIT_MAX", "100000");
        environment.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "100000");
        return environment;
    }

    @AfterAll
    static void stopAll() throws Exception {
        service.close();
        pooler.destroy();
        pooler.waitFor();
        postgres.close();
    }

    private static String token(Service instance) {
        return Production.logIn(instance.url(), Production.ADMIN, Production.PASSWORD)
                .path("accessToken");
    }

    private static void assertNotifications(Service instance, int arriving) {
        Eventually.holds(() -> assertThat(
                        given().get(instance.managementUrl() + "/q/metrics").asString())
                .contains("palisade_session_notifications " + arriving + ".0"));
    }

    @Test
    void service_works_behind_pgbouncer_in_transaction_mode_with_default_settings() {
        String token = token(service);
        List<Integer> statuses = Parallel.times(CLIENTS, () -> work(token)).stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        assertThat(statuses).as(service.log()).containsExactlyInAnyOrder(200, 201);
        assertThat(given().get(service.managementUrl() + "/q/health/ready").statusCode())
                .isEqualTo(200);
        assertThat(service.log()).doesNotContain("internal-error").doesNotContain("\"level\":\"ERROR\"");
    }

    /** Repeats requests until the driver uses named prepared statements. */
    private static List<Integer> work(String token) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Response created = given().header("Authorization", "Bearer " + token)
                    .contentType(ContentType.JSON)
                    .body(Map.of("title", "Pooled", "body", "", "visibility", "PRIVATE"))
                    .post(service.url() + "/api/v1/reports");
            statuses.add(created.statusCode());
            statuses.add(given().header("Authorization", "Bearer " + token)
                    .get(service.url() + "/api/v1/reports?limit=5")
                    .statusCode());
        }
        return statuses;
    }

    @Test
    void notifications_lost_in_pgbouncer_are_reported_once_and_arrive_over_a_direct_url() throws Exception {
        String lost = "Notifications of other instances do not arrive";
        Eventually.holds(() -> assertThat(service.log()).contains(lost));
        assertNotifications(service, 0);

        Map<String, String> environment = environment(poolerPort);
        environment.put("APP_SESSION_LISTEN_URL", "jdbc:postgresql://localhost:" + postgres.port() + "/postgres");
        try (Service other = new Service(environment)) {
            assertThat(other.starts()).as(other.log()).isTrue();
            assertNotifications(other, 1);
            assertThat(other.log()).doesNotContain(lost);
        }
        assertThat(Pattern.compile(lost).matcher(service.log()).results().count())
                .isEqualTo(1);
    }
}
