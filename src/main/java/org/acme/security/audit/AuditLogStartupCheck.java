package org.acme.security.audit;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.handlers.AsyncHandler;

/** Checks that the log writes security events, whatever its levels, filters, formats and queues are. */
final class AuditLogStartupCheck {

    static final String CATEGORY = "audit";

    /** A text that each format contains unchanged. */
    private static final String MARK = "security-events-are-logged";

    private AuditLogStartupCheck() {}

    /** True when the category and at least one handler write a message such as those of security events. */
    static boolean isWritten() {
        return isWritten(Logger.getLogger(CATEGORY));
    }

    static boolean isWritten(Logger logger) {
        return logger.isLoggable(Level.INFO)
                && Stream.iterate(logger, at -> at != null, at -> at.getUseParentHandlers() ? at.getParent() : null)
                        .flatMap(at -> Stream.of(at.getHandlers()))
                        .anyMatch(AuditLogStartupCheck::passes);
    }

    /** Quarkus wraps all handlers in one, and asynchronous ones in another, which may discard records. */
    private static boolean passes(Handler handler) {
        if (handler instanceof AsyncHandler queue && queue.getOverflowAction() == AsyncHandler.OverflowAction.DISCARD) {
            return false;
        }
        ExtLogRecord probe = new ExtLogRecord(
                Level.INFO,
                "{\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"" + MARK + "\"}",
                AuditLogStartupCheck.class.getName());
        probe.setLoggerName(CATEGORY);
        Handler[] wrapped = handler instanceof ExtHandler outer ? outer.getHandlers() : new Handler[0];
        Formatter format = handler.getFormatter();
        boolean wrapper = wrapped.length > 0 || handler instanceof ExtHandler && format == null;
        return handler.isLoggable(probe)
                && (wrapper
                        ? Stream.of(wrapped).anyMatch(AuditLogStartupCheck::passes)
                        : format == null || format.format(probe).contains(MARK));
    }
}
