package org.acme.security.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.acme.database.DatabaseConnections;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.acme.user.Accounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@QuarkusTest
class StateChangesTest {

    private static final int TIMEOUT_SECONDS = 10;
    private static final int POLL_MILLIS = 100;

    /** PostgreSQL delivers notifications in the order of their commits, so none of a change follows this one. */
    private static final String END = "test_end_of_state_changes";

    @Inject
    DatabaseConnections connections;

    @Inject
    Accounts accounts;

    /** Makes one change of this kind through the API, and returns the expected notification. */
    private static String change(StateChange.Kind kind) {
        Actor alice = Actors.editor();
        return switch (kind) {
            case SESSION -> {
                alice.post("/auth/logout", "").then().statusCode(204);
                yield "SESSION/" + Tokens.claim(alice.token(), "sid");
            }
            case ACCOUNT -> {
                Actors.admin()
                        .patch("/users/" + alice.id(), Map.of("role", "viewer"))
                        .then()
                        .statusCode(200);
                yield "ACCOUNT/" + alice.id();
            }
            case API_KEY -> {
                String key = alice.makesApiKey("reports:read");
                alice.delete("/api-keys/" + alice.get("/api-keys").path("items[0].id"))
                        .then()
                        .statusCode(204);
                yield "API_KEY/" + Tokens.hash(key);
            }
        };
    }

    private static PGNotification[] arrived(PGConnection listener) {
        try {
            return listener.getNotifications(POLL_MILLIS);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<PGNotification> receivedUntilEnd(PGConnection listener) {
        List<PGNotification> received = new ArrayList<>();
        Eventually.holds(() -> {
            received.addAll(List.of(arrived(listener)));
            assertThat(received).extracting(PGNotification::getName).contains(END);
        });
        return received;
    }

    private void assertNotifies(Supplier<List<String>> change) throws SQLException {
        try (Connection connection = connections.open(Optional.empty(), TIMEOUT_SECONDS);
                Statement sql = connection.createStatement()) {
            sql.execute("listen " + StateChanges.CHANNEL);
            sql.execute("listen " + END);
            List<String> notifications = change.get();
            Sql.column("select pg_notify(?, '')", END);

            assertThat(receivedUntilEnd(connection.unwrap(PGConnection.class)))
                    .filteredOn(received -> received.getName().equals(StateChanges.CHANNEL))
                    .extracting(PGNotification::getParameter)
                    .containsExactlyElementsOf(notifications);
        }
    }

    /** A role may lack permissions without a second factor. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void enrolment_and_removal_of_a_second_factor_notify_other_instances(boolean enabled) throws SQLException {
        Actor alice = Actors.editor();
        assertNotifies(() -> {
            accounts.setMfaEnabled(alice.id(), enabled);
            return List.of("ACCOUNT/" + alice.id());
        });
    }

    @ParameterizedTest
    @EnumSource
    void change_of_each_kind_notifies_other_instances_exactly_once(StateChange.Kind kind) throws SQLException {
        assertNotifies(() -> List.of(change(kind)));
    }

    /** Otherwise, an API key with {@code users:update} could empty the caches of all instances. */
    @Test
    void change_of_an_account_that_changes_nothing_notifies_no_instance() throws SQLException {
        Actor alice = Actors.editor();
        Actor admin = Actors.admin();
        assertNotifies(() -> {
            for (Map<String, String> same :
                    List.of(Map.<String, String>of(), Map.of("displayName", "Some editor"), Map.of("role", "editor"))) {
                admin.patch("/users/" + alice.id(), same).then().statusCode(200);
            }
            return List.of();
        });
    }
}
