package org.acme.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.DelayedHandler;
import org.junit.jupiter.api.Test;

class AuditLogStartupCheckTest {

    private final Logger parent = without(Level.WARNING);
    private final Logger logger = without(Level.INFO);

    private static Logger without(Level level) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.setLevel(level);
        return logger;
    }

    private static Handler of(Level level) {
        Handler handler = new ConsoleHandler();
        handler.setLevel(level);
        return handler;
    }

    @Test
    void security_events_are_logged_by_a_handler_of_level_info_or_lower() {
        logger.addHandler(of(Level.WARNING));
        assertThat(AuditLogStartupCheck.isWritten(logger)).isFalse();
        logger.addHandler(of(Level.INFO));
        assertThat(AuditLogStartupCheck.isWritten(logger)).isTrue();
        logger.setLevel(Level.WARNING);
        assertThat(AuditLogStartupCheck.isWritten(logger)).isFalse();
    }

    @Test
    void security_events_are_not_logged_without_a_handler() {
        assertThat(AuditLogStartupCheck.isWritten(logger)).isFalse();
    }

    @Test
    void handlers_of_the_parent_count_only_where_they_are_used() {
        parent.addHandler(of(Level.ALL));
        logger.setParent(parent);
        assertThat(AuditLogStartupCheck.isWritten(logger)).isFalse();
        logger.setUseParentHandlers(true);
        assertThat(AuditLogStartupCheck.isWritten(logger)).isTrue();
    }

    @Test
    void wrapped_handler_decides_whether_security_events_are_logged() {
        DelayedHandler wrapping = new DelayedHandler();
        logger.addHandler(wrapping);
        assertThat(AuditLogStartupCheck.isWritten(logger))
                .as("without handlers")
                .isFalse();
        logger.removeHandler(wrapping);
        wrapping.setHandlers(new Handler[] {of(Level.WARNING)});
        logger.addHandler(wrapping);
        assertThat(AuditLogStartupCheck.isWritten(logger)).isFalse();
        wrapping.addHandler(of(Level.FINE));
        assertThat(AuditLogStartupCheck.isWritten(logger)).isTrue();
    }

    @Test
    void queue_that_discards_security_events_in_a_burst_is_noticed() {
        AsyncHandler queue = new AsyncHandler();
        queue.addHandler(of(Level.INFO));
        logger.addHandler(queue);
        queue.setOverflowAction(AsyncHandler.OverflowAction.DISCARD);
        assertThat(AuditLogStartupCheck.isWritten(logger)).isFalse();
        queue.setOverflowAction(AsyncHandler.OverflowAction.BLOCK);
        assertThat(AuditLogStartupCheck.isWritten(logger)).isTrue();
    }

    @Test
    void filter_that_drops_security_events_is_noticed() {
        Handler filtered = of(Level.INFO);
        filtered.setFilter(event -> !event.getMessage().startsWith("{"));
        logger.addHandler(filtered);
        assertThat(AuditLogStartupCheck.isWritten(logger)).isFalse();
        filtered.setFilter(event -> event.getLoggerName().equals("audit"));
        assertThat(AuditLogStartupCheck.isWritten(logger)).isTrue();
    }

    @Test
    void format_without_the_message_is_noticed() {
        Handler formatted = of(Level.INFO);
        formatted.setFormatter(new PatternFormatter("%d %p"));
        logger.addHandler(formatted);
        assertThat(AuditLogStartupCheck.isWritten(logger)).isFalse();
        formatted.setFormatter(new PatternFormatter("%d %p %m"));
        assertThat(AuditLogStartupCheck.isWritten(logger)).isTrue();
    }
}
