package org.acme.problem;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import java.sql.SQLException;
import java.util.List;

/**
 * Tells a database that cannot serve just now from a defect of the service, by SQLSTATE (PostgreSQL, appendix A),
 * whatever the pool, Hibernate or the transaction manager made of the exception. A request that failed for such a
 * reason can be repeated later. Where the connection is lost while a commit is under way, only the database knows
 * whether it has committed: {@code Idempotency-Key} makes the repetition safe.
 */
public final class Outages {

    /**
     * The beginnings of SQLSTATE: connection exception (08), read-only transaction (25006), as on a standby, role or
     * database unknown (28, 3D), as while they are changed, transaction rollback, such as a serialisation failure or a
     * deadlock (40), insufficient resources, such as connections or disk space (53), lock not available (55P03),
     * operator intervention, such as a shutdown, a recovery or a statement timeout (57), system error (58). The
     * driver's own 99999 means that it was interrupted while it connected, as the pool does when that takes too long.
     */
    private static final List<String> STATES =
            List.of("08", "25006", "28", "3D", "40", "53", "55P03", "57", "58", "99999");

    private Outages() {}

    /** Whether one of the causes is that the database cannot be reached, or cannot do what was asked, just now. */
    public static boolean is(Throwable failure) {
        return Causes.of(failure).anyMatch(Outages::isOne);
    }

    private static boolean isOne(Throwable cause) {
        return cause instanceof SQLException sql && isOne(sql)
                || cause instanceof HeuristicMixedException
                || cause instanceof HeuristicRollbackException;
    }

    private static boolean isOne(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? isOfPool(failure) : STATES.stream().anyMatch(state::startsWith);
    }

    /** What the pool itself throws has no SQLSTATE: it has no free connection, or is being closed. */
    private static boolean isOfPool(SQLException failure) {
        String message = failure.getMessage();
        return message != null
                && (message.contains("cquisition timeout")
                        || message.contains("pool is")
                        || message.contains("while acquiring"));
    }
}
