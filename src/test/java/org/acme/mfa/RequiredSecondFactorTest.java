package org.acme.mfa;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.MovableTime;
import org.acme.fixture.StrictDeployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StrictDeployment.class)
class RequiredSecondFactorTest {

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    @Test
    void user_who_must_enrol_a_second_factor_can_do_nothing_else() {
        Actor editor = Actors.loggedIn(Actors.editor().email());
        assertProblem(editor.get("/reports"), 403, "forbidden");
        assertProblem(editor.get("/users"), 403, "forbidden");
        assertThat(editor.get("/users/me").statusCode()).isEqualTo(200);
        assertThat(Actors.viewer().get("/reports").statusCode()).isEqualTo(200);

        Actor thief = Actors.loggedIn(editor.email());
        Authenticator.enrolledBy(editor);
        assertThat(editor.get("/reports").statusCode()).isEqualTo(200);
        assertProblem(thief.get("/reports"), 401, "unauthenticated");
    }

    /** An attacker with only the password would otherwise enrol a factor first, and get the role. */
    @Test
    void user_without_a_second_factor_gets_no_role_that_requires_one() {
        Actor viewer = Actors.viewer();
        String account = "/users/" + viewer.id();
        assertProblem(Actors.admin().patch(account, Map.of("role", "editor")), 409, "conflict");
        assertThat(Actors.admin().get(account).<String>path("role")).isEqualTo("viewer");

        Authenticator.enrolledBy(viewer);
        assertThat(Actors.admin().patch(account, Map.of("role", "editor")).<String>path("role"))
                .isEqualTo("editor");
    }
}
