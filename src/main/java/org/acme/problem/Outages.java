package org.acme.problem;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes an unavailable database from a defect of the service by SQLSTATE (PostgreSQL, appendix A), regardless
 * of the exception that the pool, Hibernate or the transaction manager throws. The client can retry such a request
 * later. When the connection is lost during a commit, only the database knows the outcome; {@code Idempotency-Key}
 * makes the retry safe.
 */
public final class Outages {

    /**
     * Prefixes of SQLSTATE: connection exception (08); read-only transaction, as on a standby (25006); unknown role or
     * database, as during their change (28, 3D); transaction rollback, such as a serialization failure or deadlock
     * (40); insufficient resources, such as connections or disk space (53); a database that accepts no connections
     * (55000); lock not available (55P03); operator intervention, such as a shutdown, recovery or statement timeout
     * (57); system error (58). The driver's own 99999 means that connecting was interrupted, as by the pool after its
     * timeout.
     */
    private static final List<String> STATES =
            List.of("08", "25006", "28", "3D", "40", "53", "55000", "55P03", "57", "58", "99999");

    private static final String STATEMENT_TIMEOUT = "57014";

    private Outages() {}

    /** Whether a cause is that the database is temporarily unreachable or unable to process the request. */
    public static boolean is(@Nullable Throwable failure) {
        return Causes.of(failure).anyMatch(Outages::isOutage);
    }

    /** As {@link #is}, for a background job: if one of its statements times out, it will again, so that is a defect. */
    public static boolean isDuringJob(Throwable failure) {
        return is(failure)
                && Causes.of(failure)
                        .noneMatch(cause ->
                                cause instanceof SQLException sql && STATEMENT_TIMEOUT.equals(sql.getSQLState()));
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof SQLException sql && isOutage(sql)
                || cause instanceof HeuristicMixedException
                || cause instanceof HeuristicRollbackException;
    }

    private static boolean isOutage(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? isOfPool(failure) : STATES.stream().anyMatch(state::startsWith);
    }

    /** Exceptions of the pool have no SQLSTATE: no connection is free, or the pool is closing. */
    private static boolean isOfPool(SQLException failure) {
        String message = failure.getMessage();
        return message != null
                && (message.contains("cquisition timeout")
                        || message.contains("pool is")
                        || message.contains("while acquiring"));
    }
}
