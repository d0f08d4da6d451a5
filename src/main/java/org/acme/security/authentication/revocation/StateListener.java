package org.acme.security.authentication.revocation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.acme.database.DatabaseConnections;
import org.acme.database.DatabaseProbe;
import org.acme.problem.LogText;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.authentication.StateChange;
import org.acme.security.authentication.StateChanges;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Receives notifications about changes on other instances, over a connection of its own
 * ({@code app.session.listen-url}).
 *
 * <p>Heartbeats of {@link DatabaseProbe} show that notifications arrive: a frozen server sends none, and behind a
 * pooler in transaction mode {@code LISTEN} succeeds without effect. When heartbeats are missing, the listener
 * reconnects. Meanwhile, {@code app.session.revocation-delay} bounds the delay of a change.
 */
@ApplicationScoped
class StateListener {

    private static final Logger LOG = Logger.getLogger(StateListener.class);
    private static final int POLL_MILLIS = 500;

    /** Six seconds: the time of three heartbeats. */
    private static final int SILENT_POLLS = 12;

    private static final int TIMEOUT_SECONDS = 2;
    private static final int RECONNECT_SECONDS = 1;

    private final DatabaseConnections connections;
    private final SessionConfig config;
    private final LiveState state;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("state-listener", true));
    private volatile boolean connected;
    private boolean lossLogged;

    StateListener(DatabaseConnections connections, SessionConfig config, LiveState state, MeterRegistry metrics) {
        this.connections = connections;
        this.config = config;
        this.state = state;
        Gauge.builder("palisade.session.notifications", () -> isConnected() ? 1 : 0)
                .description(
                        "1 while revocations in other instances arrive as notifications, 0 while they take effect only"
                                + " within app.session.revocation-delay")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::listen, 0, RECONNECT_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** Whether notifications arrive. If not, changes apply within the revocation delay. */
    boolean isConnected() {
        return connected;
    }

    private void listen() {
        try (Connection connection = connections.open(config.listenUrl(), TIMEOUT_SECONDS);
                Statement sql = connection.createStatement()) {
            sql.execute("listen " + DatabaseProbe.HEARTBEAT_CHANNEL);
            sql.execute("listen " + StateChanges.CHANNEL);
            // Notifications before this moment are lost.
            state.forgetAll();
            receive(connection.unwrap(PGConnection.class));
            lost("no notification arrived, as behind a pooler in transaction mode;"
                    + " set app.session.listen-url (APP_SESSION_LISTEN_URL) to a URL without the pooler");
        } catch (SQLException e) {
            lost(LogText.of(e));
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            LOG.errorf(LogText.trace(e), "Notifications of other instances could not be processed");
        } finally {
            connected = false;
        }
    }

    private void receive(PGConnection postgres) throws SQLException {
        for (int silent = 0; silent < SILENT_POLLS && !thread.isShutdown(); silent++) {
            PGNotification[] notifications = postgres.getNotifications(POLL_MILLIS);
            if (notifications != null && notifications.length > 0) {
                silent = 0;
                received(notifications);
            }
        }
    }

    private void received(PGNotification[] notifications) {
        for (PGNotification notification : notifications) {
            if (StateChanges.CHANNEL.equals(notification.getName())) {
                forget(notification.getParameter());
            }
        }
        if (!connected) {
            connected = true;
            if (lossLogged) {
                lossLogged = false;
                LOG.info("Notifications of other instances arrive again");
            }
        }
    }

    /** A later version may send a kind of change that this version does not know. */
    private void forget(String change) {
        try {
            state.forget(StateChange.parse(change));
        } catch (IllegalArgumentException unknown) {
            state.forgetAll();
        }
    }

    private void lost(String reason) {
        if (!lossLogged && !thread.isShutdown()) {
            lossLogged = true;
            LOG.warnf(
                    "Notifications of other instances do not arrive; revocations take effect within"
                            + " app.session.revocation-delay: %s",
                    reason);
        }
    }
}
