package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to bypass the permissions that {@link AccessMatrixTest} tests for each role. */
@Tag("API5")
@QuarkusTest
class Api05BrokenFunctionLevelAuthorizationTest {

    @Nested
    class Closed_by_default {

        @Test
        void operation_without_a_security_annotation_is_refused_to_all_callers() {
            assertProblem(Actors.anonymous().get("/forgotten"), 401, "unauthenticated");
            assertProblem(Actors.admin().get("/forgotten"), 403, "forbidden");
        }
    }

    @Nested
    class Privilege_escalation {

        @Test
        void viewer_cannot_grant_themselves_the_admin_role() {
            Actor viewer = Actors.viewer();
            assertProblem(viewer.patch("/users/" + viewer.id(), Map.of("role", "admin")), 403, "forbidden");
        }

        @Test
        void editor_cannot_moderate_their_own_report() {
            Actor editor = Actors.editor();
            String report = editor.writesPrivately();
            assertProblem(
                    editor.put("/reports/" + report + "/moderation-note", Map.of("moderationNote", "fine")),
                    403,
                    "forbidden");
        }

        @Test
        void viewer_with_write_share_still_cannot_revise_the_report() {
            Actor editor = Actors.editor();
            Actor viewer = Actors.viewer();
            String report = editor.writesPrivately();
            editor.shares(report, viewer, "WRITE");
            assertProblem(viewer.revises(report, "\"0\"", "Mine"), 403, "forbidden");
        }
    }

    @Nested
    class Bypasses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "//users",
                    "/users;x=1",
                    "/users/%2e%2e/users",
                    "/./users",
                    "/users/../users",
                    "/Users",
                    "/users%2f",
                    "/%75sers",
                    "/users//"
                })
        void non_canonical_path_is_not_found(String path) {
            Actor viewer = Actors.viewer();
            assertProblem(RawHttp.get("/api/v1" + path, viewer), 404, "not-found");
        }

        @Test
        void method_override_and_undeclared_methods_do_not_bypass_the_permission() {
            Actor viewer = Actors.viewer();
            String user = "/users/" + UUID.randomUUID();
            assertProblem(
                    viewer.calling().header("X-HTTP-Method-Override", "GET").delete(user), 403, "forbidden");
            assertProblem(viewer.calling().post(user), 405, "method-not-allowed");
        }
    }
}
