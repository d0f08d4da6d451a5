package org.acme.problem;

import java.sql.SQLException;
import java.util.List;

/** Tells a database that cannot be reached, or has no connection left, from a defect of ours. */
final class Outage {

    static final long RETRY_AFTER_SECONDS = 5;

    /**
     * SQLSTATE classes: connection exception, insufficient resources, operator intervention (PostgreSQL, appendix A).
     */
    private static final List<String> CLASSES = List.of("08", "53", "57");

    private Outage() {}

    static boolean caused(Throwable failure) {
        return Causes.of(failure).anyMatch(cause -> cause instanceof SQLException sql && meansOutage(sql));
    }

    private static boolean meansOutage(SQLException failure) {
        String state = failure.getSQLState();
        boolean poolExhausted = state == null
                && failure.getMessage() != null
                && failure.getMessage().contains("cquisition timeout");
        return poolExhausted || state != null && CLASSES.stream().anyMatch(state::startsWith);
    }
}
