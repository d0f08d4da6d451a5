package org.acme.database;

import com.github.benmanes.caffeine.cache.Ticker;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.acme.problem.LogText;
import org.jboss.logging.Logger;

/**
 * Checks every two seconds whether a new connection can write to the database. A frozen server, a standby or an
 * unreachable database counts as not writable after four seconds. When the state changes, the pool replaces its idle
 * connections immediately and the others when they are returned, because they may lead to a server that does not
 * respond or is no longer primary.
 */
@Singleton
public class DatabaseProbe {

    /** The channel that each successful probe notifies, so that a listener can detect whether notifications arrive. */
    public static final String HEARTBEAT_CHANNEL = "palisade_heartbeat";

    private static final Logger LOG = Logger.getLogger(DatabaseProbe.class);

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration UNCONFIRMED = Duration.ofSeconds(4);
    private static final int TIMEOUT_SECONDS = 1;

    private static final String READ_ONLY = "show transaction_read_only";
    private static final String NOTIFY = "notify " + HEARTBEAT_CHANNEL;

    private final DatabaseConnections connections;
    private final AgroalDataSource pool;
    private final Ticker ticker;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("database-probe", true));
    private volatile long confirmedAt;
    private volatile boolean succeeded = true;

    DatabaseProbe(DatabaseConnections connections, AgroalDataSource pool, Ticker ticker, MeterRegistry metrics) {
        this.connections = connections;
        this.pool = pool;
        this.ticker = ticker;
        this.confirmedAt = ticker.read() - UNCONFIRMED.toNanos();
        Gauge.builder("palisade.database.writable", this, probe -> probe.isWritable() ? 1 : 0)
                .description("1 while new connections can write to the database")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        probe();
        thread.scheduleWithFixedDelay(this::probe, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** Whether the database is writable, without blocking. */
    boolean isWritable() {
        return ticker.read() - confirmedAt < UNCONFIRMED.toNanos();
    }

    private void probe() {
        long begun = ticker.read();
        try (Connection connection = connections.open(Optional.empty(), TIMEOUT_SECONDS);
                Statement sql = connection.createStatement()) {
            if (!"off".equals(DatabaseConnections.value(connection, READ_ONLY))) {
                failed("it is read-only");
            } else {
                sql.execute(NOTIFY);
                confirmedAt = begun;
                succeeded();
            }
        } catch (SQLException e) {
            failed(LogText.of(e));
        } catch (RuntimeException e) {
            // An exception must not cancel the following probes.
            LOG.error("The database probe failed unexpectedly", LogText.trace(e));
        }
    }

    private void failed(String reason) {
        if (succeeded && !thread.isShutdown()) {
            succeeded = false;
            LOG.warnf("The database is not writable: %s", reason);
            pool.flush(AgroalDataSource.FlushMode.GRACEFUL);
        }
    }

    private void succeeded() {
        if (!succeeded) {
            succeeded = true;
            LOG.info("The database is writable again");
            pool.flush(AgroalDataSource.FlushMode.GRACEFUL);
        }
    }
}
