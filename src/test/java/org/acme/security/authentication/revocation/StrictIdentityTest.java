package org.acme.security.authentication.revocation;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Eventually;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.acme.fixture.StrictIdentity;
import org.acme.security.authentication.StateChanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StrictIdentity.class)
class StrictIdentityTest {

    private static final String LISTENERS =
            "select pid from pg_stat_activity where query = 'listen " + StateChanges.CHANNEL + "'";

    @Inject
    StateListener listener;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static void eventually(BooleanSupplier condition) {
        Eventually.holds(() -> assertThat(condition.getAsBoolean()).isTrue());
    }

    /** Revokes the sessions like another instance. */
    private static void revokeElsewhere(Actor actor) {
        Sql.run("update sessions set revoked_at = now() where user_id = ?", actor.id());
        UUID session = UUID.fromString(Sql.column("select id from sessions where user_id = ?", actor.id())
                .strip());
        Sql.column("select pg_notify(?, ?)", StateChanges.CHANNEL, "SESSION/" + session);
    }

    private static boolean isRefused(Actor actor) {
        return actor.get("/users").statusCode() == 401;
    }

    @Test
    void revocation_by_another_instance_takes_effect_even_after_the_listener_reconnected() {
        Actor alice = Actors.viewer();
        assertThat(alice.get("/users").statusCode()).isEqualTo(200);
        eventually(listener::isConnected);
        revokeElsewhere(alice);
        eventually(() -> isRefused(alice));

        String former = Sql.column(LISTENERS);
        // Another instance in this JVM may still listen.
        Sql.column(LISTENERS.replace("select pid", "select pg_terminate_backend(pid)"));
        eventually(
                () -> !Sql.column(LISTENERS).isBlank() && !Sql.column(LISTENERS).equals(former));
        eventually(listener::isConnected);

        Actor bob = Actors.viewer();
        assertThat(bob.get("/users").statusCode()).isEqualTo(200);
        revokeElsewhere(bob);
        eventually(() -> isRefused(bob));
    }

    @Test
    void user_who_must_enrol_a_second_factor_can_do_nothing_else() {
        Actor editor = Actors.loggedIn(Actors.editor().email());
        assertProblem(editor.get("/reports"), 403, "forbidden");
        assertProblem(editor.get("/users"), 403, "forbidden");
        assertThat(editor.get("/users/me").statusCode()).isEqualTo(200);
        assertThat(Actors.viewer().get("/reports").statusCode()).isEqualTo(200);

        Authenticator.enrolledBy(editor);
        assertThat(editor.get("/reports").statusCode()).isEqualTo(200);
    }
}
