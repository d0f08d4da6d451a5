package org.acme.journey;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.GraphQl;
import org.acme.packaged.PackagedDatabase;
import org.junit.jupiter.api.Test;

/**
 * Calls the operations of the package that no scenario covers. A class that is missing from the native executable, such
 * as one that is used only by reflection, makes one of these tests fail.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(value = PackagedDatabase.class, restrictToAnnotatedClass = true)
class OperationsIT {

    private static final NewPeople PEOPLE = new NewPeople();

    @Test
    void refresh_token_gets_the_next_pair_once() {
        Response login = Actors.logIn(PackagedDatabase.ADMIN, PackagedDatabase.PASSWORD);
        Map<String, String> refresh = Map.of("refreshToken", login.path("refreshToken"));

        String token = Actors.post("/auth/refresh", refresh)
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        assertThat(new Actor(PEOPLE.admin().id(), PackagedDatabase.ADMIN, token)
                        .get("/users/me")
                        .statusCode())
                .isEqualTo(200);
        assertProblem(Actors.post("/auth/refresh", refresh), 401, "invalid-credentials");
    }

    @Test
    void second_factor_is_required_accepted_once_and_removed() {
        Actor viewer = PEOPLE.viewer();
        Authenticator phone = Authenticator.enrolledBy(viewer);

        assertProblem(Actors.logIn(viewer.email(), Actors.PASSWORD), 401, "otp-required");
        String next = phone.code(1);
        assertThat(Actors.logIn(viewer.email(), Actors.PASSWORD, next).statusCode())
                .isEqualTo(200);
        assertProblem(Actors.logIn(viewer.email(), Actors.PASSWORD, next), 401, "invalid-credentials");
        assertThat(viewer.delete("/users/me/totp").statusCode()).isEqualTo(204);
    }

    @Test
    void sessions_are_listed_reauthenticated_and_revoked() {
        Actor viewer = PEOPLE.viewer();
        assertThat(viewer.get("/auth/sessions").jsonPath().getList("items.current"))
                .contains(true);
        assertThat(viewer.post("/auth/reauthenticate", Map.of("password", Actors.PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(viewer.post("/auth/logout", "").statusCode()).isEqualTo(204);
        assertProblem(viewer.get("/users/me"), 401, "unauthenticated");
    }

    @Test
    void reports_are_created_revised_and_found_over_graphql() {
        Actor editor = PEOPLE.editor();
        Response created = GraphQl.ask(
                editor,
                "mutation($report: CreateReportInput!) { createReport(report: $report) { id version } }",
                Map.of("report", Map.of("title", "Over GraphQL", "body", "B", "visibility", "PRIVATE")));
        GraphQl.assertData(created);
        Response found = GraphQl.ask(editor, "{ me { email } reports(first: 5) { items { id title owner { id } } } }");
        GraphQl.assertData(found);
        assertThat(found.<List<String>>path("data.reports.items.id"))
                .contains(created.<String>path("data.createReport.id"));
    }

    @Test
    void changed_settings_are_returned_and_recorded_in_the_audit_log() {
        Actor admin = PEOPLE.admin();
        Map<String, Object> setting = admin.get("/settings").jsonPath().getMap("items[0]");
        String path = "/settings/" + setting.get("key");
        assertThat(admin.put(path, Map.of("value", setting.get("value"))).statusCode())
                .isLessThan(300);
        assertThat(admin.get(path).<Object>path("value")).isEqualTo(setting.get("value"));
        assertThat(admin.get("/audit-events?limit=50").jsonPath().getList("items.type"))
                .isNotEmpty();
    }

    // webhook-only:begin
    @Test
    void webhook_with_an_unresolvable_host_name_is_refused() {
        Actor editor = PEOPLE.editor();
        Response refused = editor.post(
                "/webhooks", Map.of("url", "https://name.invalid/in", "events", List.of("report.published")));
        assertProblem(refused, 400, "validation-failed");
        assertThat(editor.get("/webhooks").statusCode()).isEqualTo(200);
    }
    // webhook-only:end

    @Test
    void validation_problem_names_the_invalid_field() {
        Response refused = PEOPLE.editor().post("/reports", Map.of("title", "", "body", "B", "visibility", "PRIVATE"));
        assertThat(assertProblem(refused, 400, "validation-failed").getString("violations[0].field"))
                .isEqualTo("title");
    }
}
