package org.acme.security.audit;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;

/** Whether the log contains security events, whatever its other levels are. */
final class AuditLog {

    static final String CATEGORY = "audit";

    private AuditLog() {}

    /** True when the category and at least one handler pass the level of security events, INFO. */
    static boolean isWritten() {
        return isWritten(Logger.getLogger(CATEGORY));
    }

    static boolean isWritten(Logger logger) {
        return logger.isLoggable(Level.INFO)
                && Stream.iterate(logger, at -> at != null, at -> at.getUseParentHandlers() ? at.getParent() : null)
                        .flatMap(at -> Stream.of(at.getHandlers()))
                        .anyMatch(AuditLog::passes);
    }

    /** Quarkus wraps all handlers in one, and asynchronous ones in another. */
    private static boolean passes(Handler handler) {
        boolean passes = handler.getLevel().intValue() <= Level.INFO.intValue();
        Handler[] wrapped = handler instanceof ExtHandler outer ? outer.getHandlers() : new Handler[0];
        return passes && (wrapped.length == 0 || Stream.of(wrapped).anyMatch(AuditLog::passes));
    }
}
