package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acme.fixture.Eventually;
import org.acme.fixture.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service answers while its database is frozen, and what exists when the database runs again. */
class FrozenDatabaseIT {

    @TempDir
    Path data;

    private EmbeddedPostgres postgres;
    private Service service;

    @BeforeEach
    void a_service() throws IOException {
        postgres = Postgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.put("APP_REQUEST_TIMEOUT", "6s");
        environment.put("QUARKUS_HTTP_IDLE_TIMEOUT", "8s");
        service = new Service(environment);
        assertThat(service.starts()).as(service.log()).isTrue();
    }

    @AfterEach
    void none() throws Exception {
        service.close();
        postgres.close();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal, String.valueOf(postmaster)));
        ProcessHandle.of(postmaster)
                .orElseThrow()
                .descendants()
                .forEach(backend -> command.add(String.valueOf(backend.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private int count(String query) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private RequestSpecification calling(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private Response creates(String token) {
        return calling(token)
                .body(Map.of("title", "Frozen", "body", "", "visibility", "PRIVATE"))
                .post(service.url() + "/api/v1/reports");
    }

    private Response createsByGraphQl(String token) {
        String mutation =
                "mutation { createReport(report: {title: \"Frozen\", body: \"\", visibility: PRIVATE}) { id } }";
        return calling(token).body(Map.of("query", mutation)).post(service.url() + "/graphql");
    }

    private static void assertUnavailable(Response refusal) {
        assertThat(refusal.statusCode()).as(refusal.asString()).isEqualTo(503);
        assertThat(refusal.<String>path("code")).isEqualTo("unavailable");
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isPositive();
    }

    @Test
    void requests_that_time_out_while_the_database_is_frozen_are_answered_and_have_no_effect_afterwards()
            throws Exception {
        Response login = Production.logIn(service.url(), Production.ADMIN, Production.PASSWORD);
        assertThat(login.statusCode()).as(login.asString()).isEqualTo(200);
        String token = login.path("accessToken");
        assertThat(creates(token).statusCode()).isEqualTo(201);

        signal("STOP");
        try {
            assertUnavailable(creates(token));
            assertUnavailable(createsByGraphQl(token));
            assertUnavailable(calling(token).get(service.url() + "/api/v1/reports"));
            assertUnavailable(calling(token).get(service.url() + "/api/v1/reports/export"));
        } finally {
            signal("CONT");
        }
        Eventually.holds(() -> assertThat(count(
                        "select count(*) from pg_stat_activity where usename = 'palisade_app' and state <> 'idle'"))
                .isZero());
        assertThat(count("select count(*) from reports where title = 'Frozen'")).isOne();
        assertThat(creates(token).statusCode()).isEqualTo(201);
        assertThat(service.log()).doesNotContain("internal-error");
    }
}
