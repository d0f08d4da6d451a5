package org.acme.security.authentication;

import io.agroal.api.AgroalDataSource;
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
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears from PostgreSQL what other instances have changed. It connects again when the connection is lost; meanwhile the
 * life of {@link LiveState}'s entries bounds how long a change goes unnoticed.
 */
@ApplicationScoped
class StateListener {

    private static final Logger LOG = Logger.getLogger(StateListener.class);
    private static final int POLL_MILLIS = 500;
    private static final int RECONNECT_SECONDS = 1;

    private final AgroalDataSource database;
    private final LiveState state;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread listener = new Thread(task, "state-listener");
        listener.setDaemon(true);
        return listener;
    });
    private volatile boolean connected;

    StateListener(AgroalDataSource database, LiveState state) {
        this.database = database;
        this.state = state;
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::listen, 0, RECONNECT_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** Whether other instances' changes are heard at once; without it they are noticed within the revocation delay. */
    boolean isConnected() {
        return connected;
    }

    private void listen() {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("listen " + StateChanges.CHANNEL);
            connected = true;
            // What was announced while nobody listened is unknown.
            state.forgetAll();
            hearUntilLost(connection.unwrap(PGConnection.class), sql);
        } catch (SQLException lost) {
            if (!thread.isShutdown()) {
                LOG.warnf("No word from other instances until the database is back: %s", lost.getMessage());
            }
        } catch (RuntimeException unforeseen) {
            // Thrown on, it would end the schedule.
            LOG.error("No word from other instances until the next attempt", unforeseen);
        } finally {
            connected = false;
        }
    }

    private void hearUntilLost(PGConnection postgres, Statement sql) throws SQLException {
        try {
            while (!thread.isShutdown()) {
                hear(postgres.getNotifications(POLL_MILLIS));
            }
        } catch (SQLException lost) {
            // Fails as well, but by way of the pool, which then does not lend the dead connection to others.
            sql.execute("select 1");
            throw lost;
        }
    }

    private void hear(PGNotification[] notifications) {
        if (notifications != null) {
            for (PGNotification notification : notifications) {
                state.forget(StateChange.parse(notification.getParameter()));
            }
        }
    }
}
