package org.acme.database;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Makes connections through a pooler in transaction mode, such as PgBouncer, work with the default settings. It
 * disables named prepared statements, because the next transaction can run on another server connection that does not
 * know them. It detects a pooler by the process id of the connection, which differs from that of the server.
 */
@Singleton
class PoolerCompatibility implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger(PoolerCompatibility.class);

    private final AtomicBoolean logged = new AtomicBoolean();

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            String server = DatabaseConnections.value(connection, "select pg_backend_pid()");
            if (!String.valueOf(postgres.getBackendPID()).equals(server)) {
                postgres.setPrepareThreshold(0);
                if (logged.compareAndSet(false, true)) {
                    LOG.info("Connections go through a pooler: named prepared statements are disabled;"
                            + " set app.session.listen-url (APP_SESSION_LISTEN_URL) to a URL without the pooler,"
                            + " otherwise notifications do not arrive");
                }
            }
        } catch (SQLException e) {
            // The connection fails again when it is used; the pool then discards it.
            LOG.debug("A new connection failed");
        }
    }
}
