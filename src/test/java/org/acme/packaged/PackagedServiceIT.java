package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.fixture.Eventually;
import org.acme.fixture.GraphQl;
import org.acme.fixture.Keysets;
import org.acme.fixture.Postgres;
import org.acme.fixture.Problems;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the package in production mode. */
class PackagedServiceIT {

    private static final String DEV_SECRET = "cGFsaXNhZGUtZGV2LW1vZGUtc2VjcmV0LW5vdC1mb3ItcHJvZHVjdGlvbg==";

    /** Rules of pg_hba.conf that require a password from the role of the service, as in production. */
    private static final String RULES =
            "host all palisade_app all scram-sha-256\nhost all all all trust\nlocal all all trust\n";

    /** The addresses of the lab page, which removes controls and runs code. */
    private static final List<String> LAB = List.of(
            "/",
            "/index.html",
            "/lab",
            "/lab/",
            "/lab/page/index.html",
            "/lab.js",
            "/lab.css",
            "/state",
            "/cards",
            "/cards/API1/file");

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startDatabase(@TempDir Path folder) throws IOException {
        postgres = Postgres.builder()
                .setServerConfig(
                        "hba_file",
                        Files.writeString(folder.resolve("pg_hba.conf"), RULES).toString())
                .start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    private static Map<String, String> environment() {
        return Production.environment(postgres.getPort());
    }

    @Test
    void production_starts_with_its_first_administrator_and_without_features_of_dev_mode() throws Exception {
        try (Service service = new Service(environment())) {
            assertThat(service.starts()).as(service.log()).isTrue();
            String api = "http://localhost:" + service.port;

            String token = Production.logIn(api, Production.ADMIN, Production.PASSWORD)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("accessToken");
            for (String sample : List.of("admin", "editor", "viewer")) {
                assertThat(Production.logIn(api, sample + "@example.com", "palisade-dev-password")
                                .statusCode())
                        .isEqualTo(401);
            }
            for (String page : List.of("/q/openapi", "/q/swagger-ui", "/q/swagger-ui/", "/q/dev-ui", "/q/health")) {
                assertThat(given().get(api + page).statusCode()).as(page).isEqualTo(404);
            }
            for (String page : List.of("/graphql/schema.graphql", "/q/graphql-ui", "/q/graphql-ui/")) {
                assertThat(given().get(api + page).statusCode()).as(page).isEqualTo(404);
            }
            for (String page : LAB) {
                assertThat(given().get(api + page).statusCode()).as(page).isEqualTo(404);
            }
            RestAssured.port = service.port;
            assertSchemaIsNotDisclosed(api, token);
            Problems.assertProblem(
                    RawHttp.send(RawHttp.request("GET", "/api/v1/reports?q=%zz")), 400, "malformed-request");
        }
    }

    @Test
    void production_with_another_profile_is_as_safe_as_with_the_default_one() throws Exception {
        Map<String, String> environment = environment();
        environment.put("QUARKUS_PROFILE", "staging");
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as(service.log()).isTrue();
            for (String page : List.of("/q/openapi", "/q/swagger-ui", "/q/dev-ui", "/q/graphql-ui", "/q/health")) {
                assertThat(given().get(service.url() + page).statusCode())
                        .as(page)
                        .isEqualTo(404);
            }
        }
    }

    private static void assertSchemaIsNotDisclosed(String api, String token) {
        Supplier<RequestSpecification> admin = () -> given().header("Authorization", "Bearer " + token);
        GraphQl.assertData(GraphQl.ask(admin.get(), "{ me { email } }"));
        for (String question : List.of("{ __schema { types { name } } }", "{ __type(name: \"User\") { name } }")) {
            GraphQl.assertError(GraphQl.ask(admin.get(), question), "malformed-request");
        }
        assertThat(GraphQl.ask(admin.get(), "{ mee { email } }").asString()).doesNotContain("mee", "me ", "Query");
        Problems.assertProblem(admin.get().get(api + "/graphql?query=x"), 405, "method-not-allowed");
    }

    @Test
    void production_serves_the_openapi_document_only_when_enabled_and_never_swagger_ui() throws Exception {
        Map<String, String> environment = environment();
        environment.put("QUARKUS_SMALLRYE_OPENAPI_ENABLED", "true");
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as(service.log()).isTrue();
            String api = "http://localhost:" + service.port;
            String document = given().accept("application/json")
                    .get(api + "/q/openapi")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(document).contains("/api/v1/reports/search", "x-permission");
            for (String page : List.of("/q/swagger-ui", "/q/swagger-ui/", "/q/dev-ui", "/q/health")) {
                assertThat(given().get(api + page).statusCode()).as(page).isEqualTo(404);
            }
        }
    }

    @Test
    void health_option_of_the_executable_reports_the_health_of_the_service() throws Exception {
        Service service = new Service(environment());
        assertThat(service.starts()).as(service.log()).isTrue();
        assertThat(service.isWell()).isTrue();

        service.close();
        assertThat(service.isWell()).isFalse();
    }

    /** Rate limits are raised, because they apply per caller and an attacker may have many accounts. */
    @Test
    void heap_of_256_mib_is_enough_for_parallel_requests_of_every_kind() throws Exception {
        Map<String, String> environment = environment();
        environment.put("APP_RATE_LIMIT_MAX", "100000");
        environment.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "100000");
        environment.put("APP_RATE_LIMIT_POLICIES_EXPORT_MAX", "1000");
        environment.put("APP_FLOW_EXPORT_DAILY", "1000");
        try (Service service = new Service(environment, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
                Connection database = postgres.getPostgresDatabase().getConnection()) {
            assertThat(service.starts()).as(service.log()).isTrue();
            try (SmallHeap clients = new SmallHeap(service, database)) {
                clients.assertServes();
                clients.sendUnfinishedBodies(300);
                // A busy service may refuse at first.
                Eventually.holds(
                        () -> assertThat(clients.status("/api/v1/reports")).isEqualTo(200));
                clients.askAndDoNotRead(600);
                Eventually.holds(
                        () -> assertThat(clients.status("/api/v1/reports")).isEqualTo(200));
                assertThat(service.log()).doesNotContain("Terminating due to", "internal-error");
            }
        }
    }

    private record Insecure(String variable, String value, String property) {

        /** Of its configuration interface, which names the first of its insecure settings. */
        String group() {
            return GROUP.matcher(variable).results().findFirst().orElseThrow().group();
        }
    }

    private static final Pattern GROUP =
            Pattern.compile("^(?:APP_[A-Z]+|QUARKUS_(?:TLS|DATASOURCE|FLYWAY|OTEL|HTTP_IDLE)|QUARKUS|MP_JWT|SMALLRYE)");

    /** Checked before the others, or not named beside them. */
    private static final List<Insecure> ALONE = List.of(
            new Insecure("APP_PUBLIC_URL", "", "app.public-url (APP_PUBLIC_URL)"),
            new Insecure("APP_PUBLIC_URL", "http://api.example.com", "app.public-url"),
            new Insecure("APP_PUBLIC_URL", "https://api.example.com/v1", "app.public-url"),
            new Insecure("QUARKUS_TLS__OUTBOUND__TRUST_ALL", "true", "QUARKUS_TLS_OUTBOUND"),
            new Insecure(
                    "QUARKUS_FLYWAY___DEFAULT___JDBC_URL",
                    "jdbc:postgresql://db.invalid/postgres?sslmode=require",
                    "quarkus.flyway"),
            new Insecure("QUARKUS_HTTP_AUTH_POLICY_P1_PERMISSIONS_VIEWER", "audit:read", "quarkus.http.auth"),
            new Insecure("QUARKUS_PROFILE", "prod,dev", "quarkus.profile"),
            new Insecure("MP_CONFIG_PROFILE", "dev", "mp.config.profile"),
            new Insecure("QUARKUS_FLYWAY___DEFAULT___CLEAN_AT_START", "true", "quarkus.flyway"));

    private static final List<Insecure> TOGETHER = List.of(
            new Insecure("APP_JWT_SECRET", "", "app.jwt.secret"),
            new Insecure("APP_JWT_SECRET", DEV_SECRET, "app.jwt.secret"),
            new Insecure("APP_JWT_TOKEN_EXPIRY", "3601s", "app.jwt.token-expiry"),
            new Insecure("APP_BOOTSTRAP_ADMIN_PASSWORD", "palisade-dev-password", "app.bootstrap.admin.password"),
            new Insecure("APP_PASSWORD_HASH_MEMORY", "19455", "app.password.hash-memory"),
            new Insecure("APP_CRYPTO_KEYSET", "", "app.crypto.keyset"),
            new Insecure("APP_CRYPTO_KEYSET", "bm9uZQ==", "app.crypto.keyset"),
            new Insecure("APP_CRYPTO_KEYSET", Keysets.DEV, "app.crypto.keyset"),
            new Insecure("APP_CORS_ORIGINS", "*", "app.cors.origins"),
            new Insecure("APP_RATE_LIMIT_MAX", "0", "app.rate-limit.max"),
            new Insecure("APP_RATE_LIMIT_POLICIES_LOGIN_ACCOUNT_MAX", "0", "app.rate-limit.policies"),
            new Insecure("APP_RATE_LIMIT_POLICIES_LOGIN_ACCOUNT_PER", "planet", "app.rate-limit.policies"),
            new Insecure("APP_RATE_LIMIT_STORE", "redis", "quarkus.redis.hosts"),
            new Insecure("APP_TRUSTED_PROXIES", "0.0.0.0/0", "app.trusted-proxies"),
            new Insecure("APP_TLS", "required", "app.tls.certificate"),
            new Insecure("APP_TLS", "off", "app.tls"),
            new Insecure(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "jdbc:postgresql://db.invalid/postgres?sslmode=require",
                    "app.database.tls"),
            new Insecure("APP_OUTBOUND_TEST_NETWORKS", "127.0.0.1/32", "app.outbound.test-networks"),
            new Insecure("APP_BREACH_CHECK_URL", "http://api.pwnedpasswords.com", "app.breach-check.url"),
            new Insecure("QUARKUS_TLS_OUTBOUND_TRUST_ALL", "true", "trust-all"),
            new Insecure("QUARKUS_TLS_TRUST_ALL", "true", "trust-all"),
            new Insecure(
                    "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
                    "true",
                    "quarkus.http.proxy.proxy-address-forwarding"),
            new Insecure("QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL", "true", "quarkus.http.proxy.use-proxy-protocol"),
            new Insecure("QUARKUS_HTTP_HTTP2", "true", "quarkus.http.http2"),
            new Insecure("QUARKUS_HTTP_DOMAIN_SOCKET_ENABLED", "true", "quarkus.http.domain-socket-enabled"),
            new Insecure("QUARKUS_SECURITY_EVENTS_ENABLED", "false", "quarkus.security.events.enabled"),
            new Insecure(
                    "QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "0", "quarkus.datasource.jdbc.acquisition-timeout"),
            new Insecure("APP_OUTBOUND_HOSTS", "", "app.outbound.hosts"),
            new Insecure("APP_MFA_REQUIRED_ROLES", "", "app.mfa.required-roles"),
            new Insecure("QUARKUS_HTTP_CORS_ENABLED", "true", "quarkus.http.cors.enabled"),
            new Insecure("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true", "quarkus.http.access-log.enabled"),
            new Insecure("QUARKUS_SCHEDULER_ENABLED", "false", "quarkus.scheduler.enabled"),
            new Insecure("QUARKUS_SCHEDULER_START_MODE", " halted", "quarkus.scheduler.start-mode"),
            new Insecure("QUARKUS_THREAD_POOL_QUEUE_SIZE", "", "quarkus.thread-pool.queue-size"),
            new Insecure("QUARKUS_HTTP_IDLE_TIMEOUT", "1d", "quarkus.http.idle-timeout"),
            new Insecure(
                    "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://collector.example:4317",
                    "quarkus.otel.exporter.otlp.endpoint"),
            new Insecure("QUARKUS_LOG_CONSOLE_LEVEL", "WARN", "QUARKUS_LOG_CONSOLE_LEVEL"),
            new Insecure("MP_JWT_TOKEN_HEADER", "Cookie", "mp.jwt.token.header"),
            new Insecure("SMALLRYE_JWT_TOKEN_HEADER", "X-Access-Token", "smallrye.jwt.token.header"),
            new Insecure(
                    "QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY",
                    "drop",
                    "quarkus.hibernate-orm.schema-management.strategy"),
            new Insecure("QUARKUS_FLYWAY_CLEAN_AT_START", "true", "quarkus.flyway.clean-at-start"),
            new Insecure("QUARKUS_FLYWAY_CLEAN_DISABLED", "false", "quarkus.flyway.clean-disabled"),
            new Insecure(
                    "QUARKUS_FLYWAY_VALIDATE_AT_START_CLEAN_ON_VALIDATION_ERROR", "true", "clean-on-validation-error"));

    /** As few starts as possible, because each takes seconds. */
    static Stream<List<Insecure>> starts() {
        List<Map<String, Insecure>> starts = new ArrayList<>();
        for (Insecure setting : TOGETHER) {
            if (starts.stream().noneMatch(start -> start.putIfAbsent(setting.group(), setting) == null)) {
                starts.add(new LinkedHashMap<>(Map.of(setting.group(), setting)));
            }
        }
        return Stream.concat(ALONE.stream().map(List::of), starts.stream().map(start -> List.copyOf(start.values())));
    }

    @ParameterizedTest
    @MethodSource("starts")
    void insecure_settings_stop_the_start_and_are_named(List<Insecure> settings) throws Exception {
        Map<String, String> environment = environment();
        settings.forEach(setting -> environment.put(setting.variable, setting.value));
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as("%s", settings).isFalse();
            assertThat(service.exitStatus()).isNotZero();
            assertThat(service.log())
                    .contains(settings.stream().map(Insecure::property).toList())
                    .as("the database is unchanged")
                    .doesNotContain("org.flywaydb");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "QUARKUS_DATASOURCE_USERNAME, postgres, quarkus.datasource.username",
        "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_LOGSERVERERRORDETAIL, true, logServerErrorDetail",
        "QUARKUS_DATASOURCE_JDBC_NEW_CONNECTION_SQL, set statement_timeout = 0, statement_timeout",
        "QUARKUS_DATASOURCE_JDBC_TRANSACTION_ISOLATION_LEVEL, serializable, transaction-isolation-level",
        "QUARKUS_LOG_FILTER__AUDIT__IF_STARTS_WITH, {, log category audit",
        "QUARKUS_LOG_CONSOLE_ENABLED, false, ''",
        "QUARKUS_LOG_CONSOLE_JSON_EXCLUDED_KEYS, message, ''"
    })
    void dangerous_access_to_the_database_stops_the_start_and_is_named(String variable, String value, String property)
            throws Exception {
        Map<String, String> environment = environment();
        environment.put(variable, value);
        environment.computeIfPresent(
                "QUARKUS_DATASOURCE_PASSWORD", (name, own) -> value.equals("postgres") ? value : own);
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as("%s=%s", variable, value).isFalse();
            assertThat(service.exitStatus()).isNotZero();
            assertThat(service.log()).contains(property);
        }
    }

    @Test
    void security_events_are_logged_at_every_log_level() throws Exception {
        Map<String, String> environment = environment();
        environment.put("QUARKUS_LOG_LEVEL", "ERROR");
        environment.put("APP_TRUSTED_PROXIES", "127.0.0.1/32,::1/128");
        // The line that says that the service has started.
        environment.put("QUARKUS_LOG_CATEGORY__IO_QUARKUS__LEVEL", "INFO");
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as(service.log()).isTrue();
            // From another address than failed logins of other tests, after which it would need a proof of work.
            given().contentType(ContentType.JSON)
                    .header("X-Forwarded-For", "203.0.113.9")
                    .header("X-Forwarded-Proto", "https")
                    .body(Map.of("email", Production.ADMIN, "password", Production.PASSWORD))
                    .post(service.url() + "/api/v1/auth/login")
                    .then()
                    .statusCode(200);
            Eventually.holds(() -> assertThat(service.log()).contains("login-succeeded"));
        }
        environment.put("QUARKUS_LOG_CATEGORY__AUDIT__LEVEL", "ERROR");
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).isFalse();
            assertThat(service.log()).contains("QUARKUS_LOG_CATEGORY__AUDIT__LEVEL");
        }
    }

    @Test
    void libraries_log_no_messages_in_production_at_any_log_level() throws Exception {
        Map<String, String> environment = environment();
        environment.put("QUARKUS_LOG_LEVEL", "TRACE");
        environment.put("QUARKUS_LOG_CATEGORY__IO_VERTX__LEVEL", "TRACE");
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as(service.log()).isTrue();
            assertThat(service.log()).contains("\"level\":\"INFO\"").doesNotContain("\"level\":\"DEBUG\"", "TRACE\"");
        }
    }

    @Test
    @DisabledIfSystemProperty(
            named = Service.NATIVE,
            matches = ".*",
            disabledReason = "An executable contains no files")
    void package_contains_no_embedded_database() throws IOException {
        try (Stream<Path> files = Files.walk(Service.PACKAGE)) {
            assertThat(files.map(Path::toString))
                    .isNotEmpty()
                    .noneMatch(file -> file.contains("embedded") || file.contains("zonky"));
        }
    }

    @Test
    @DisabledIfSystemProperty(
            named = Service.NATIVE,
            matches = ".*",
            disabledReason = "An executable contains no files")
    void package_contains_no_file_of_the_lab() throws IOException {
        Set<String> lab;
        try (Stream<Path> files = Files.walk(Path.of("lab"))) {
            lab = files.filter(Files::isRegularFile)
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .collect(Collectors.toSet());
        }
        assertThat(lab).contains("lab.js", "index.html", "open", "api1.http");
        assertThat(ownFiles())
                .anyMatch(name -> name.endsWith("/User.class"))
                .noneMatch(name -> lab.contains(name.replaceAll(".*/", "")));
    }

    /** The names of the files in the JARs, without those of the libraries. */
    private static List<String> ownFiles() throws IOException {
        List<String> names = new ArrayList<>();
        List<Path> jars;
        try (Stream<Path> files = Files.walk(Service.PACKAGE)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.startsWith(Service.PACKAGE.resolve("lib")))
                    .toList();
        }
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                jar.stream().map(JarEntry::getName).forEach(names::add);
            }
        }
        return names;
    }
}
