package org.acme.security.authentication.revocation;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.acme.fixture.StrictDeployment;
import org.acme.fixture.Tokens;
import org.acme.security.authentication.StateChange;
import org.acme.security.authentication.StateChanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StrictDeployment.class)
class RevocationNotificationsTest {

    private static final String LISTENERS =
            "select pid from pg_stat_activity where query = 'listen " + StateChanges.CHANNEL + "'";

    @Inject
    StateListener listener;

    @Inject
    Event<StateChange> here;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static void eventually(BooleanSupplier condition) {
        Eventually.holds(() -> assertThat(condition.getAsBoolean()).isTrue());
    }

    private static void revokeWithoutNotification(Actor actor) {
        Sql.run("update sessions set revoked_at = now() where user_id = ?", actor.id());
    }

    /** Revokes the sessions like another instance. */
    private static void revokeElsewhere(Actor actor) {
        revokeWithoutNotification(actor);
        UUID session = UUID.fromString(Sql.column("select id from sessions where user_id = ?", actor.id())
                .strip());
        Sql.column("select pg_notify(?, ?)", StateChanges.CHANNEL, "SESSION/" + session);
    }

    private static boolean isRefused(Actor actor) {
        return actor.get("/users").statusCode() == 401;
    }

    private void reconnectListener() {
        String former = Sql.column(LISTENERS);
        // Another instance in this JVM may still listen.
        Sql.column(LISTENERS.replace("select pid", "select pg_terminate_backend(pid)"));
        eventually(
                () -> !Sql.column(LISTENERS).isBlank() && !Sql.column(LISTENERS).equals(former));
        eventually(listener::isConnected);
    }

    @Test
    void revocation_by_another_instance_takes_effect_even_after_the_listener_reconnected() {
        Actor alice = Actors.viewer();
        assertThat(alice.get("/users").statusCode()).isEqualTo(200);
        eventually(listener::isConnected);
        revokeElsewhere(alice);
        eventually(() -> isRefused(alice));

        reconnectListener();

        Actor bob = Actors.viewer();
        assertThat(bob.get("/users").statusCode()).isEqualTo(200);
        revokeElsewhere(bob);
        eventually(() -> isRefused(bob));
    }

    /** A revocation without a notification, because a notification during the interruption is lost. */
    @Test
    void session_whose_revocation_was_not_notified_is_rejected_after_the_listener_reconnected() {
        eventually(listener::isConnected);
        Actor alice = Actors.viewer();
        assertThat(alice.get("/users").statusCode()).isEqualTo(200);
        revokeWithoutNotification(alice);
        assertThat(alice.get("/users").statusCode()).as("from the cache").isEqualTo(200);

        reconnectListener();
        assertProblem(alice.get("/users"), 401, "unauthenticated");
    }

    /** A later version may announce other kinds of change. */
    @Test
    void notification_of_an_unknown_kind_makes_an_instance_forget_all_cached_callers() {
        eventually(listener::isConnected);
        Actor alice = Actors.viewer();
        assertThat(alice.get("/users").statusCode()).isEqualTo(200);
        revokeWithoutNotification(alice);
        Sql.column("select pg_notify(?, ?)", StateChanges.CHANNEL, "LATER/" + UUID.randomUUID());
        eventually(() -> isRefused(alice));
    }

    /** Fires the event of the change only, because a notification would drop the cache again. */
    @Test
    void session_that_is_read_before_the_commit_of_its_revocation_is_rejected_after_the_commit() {
        eventually(listener::isConnected);
        Actor alice = Actors.viewer();
        UUID session = UUID.fromString(Tokens.claim(alice.token(), "sid"));
        Response before = QuarkusTransaction.requiringNew().call(() -> {
            revokeWithoutNotification(alice);
            here.fire(StateChange.session(session));
            return alice.get("/users");
        });
        assertThat(before.statusCode()).isEqualTo(200);
        assertProblem(alice.get("/users"), 401, "unauthenticated");
    }
}
