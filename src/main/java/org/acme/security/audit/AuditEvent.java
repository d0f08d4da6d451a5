package org.acme.security.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A security event, which the application declares as a record. Its components are all that is recorded: ids, roles,
 * permissions, reasons, settings, hosts and names of operations. They never contain a password, token, code, key or
 * e-mail address (OWASP Logging Cheat Sheet, "Data to exclude").
 */
public interface AuditEvent {

    /** The user who acted; null when unknown. */
    @Nullable
    UUID actor();

    /**
     * The account, session, key, webhook or report that was acted on, not the {@code sub} of a token; null when
     * unknown.
     */
    default @Nullable UUID subject() {
        return null;
    }

    /** Further facts, by name. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** The session that the event belongs to; null for that of the caller. */
    default @Nullable UUID session() {
        return null;
    }

    /** How often the actor has caused such an event within the hour; 1 unless only some are recorded. */
    default long count() {
        return 1;
    }

    /** A refusal that {@link RefusalCounts} may leave out, so its count is a detail. */
    interface Counted extends AuditEvent {

        @Override
        long count();

        @Override
        default Map<String, String> details() {
            return Map.of("count", String.valueOf(count()));
        }
    }

    /** The name of the event, such as {@code login-failed}. */
    default String type() {
        return type(getClass());
    }

    static String type(Class<? extends AuditEvent> event) {
        return event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    /** An authenticated caller lacked the permission for an operation. */
    record PermissionDenied(UUID actor, @Nullable UUID subject, String operation, long count) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("operation", operation, "count", String.valueOf(count));
        }
    }

    /**
     * An operation refused an authenticated caller who has its permission. The code is {@code not-found} for an object
     * that is hidden or missing, {@code forbidden} when a policy refused the operation on a visible one, and
     * {@code reauthentication-required} when the authentication was not recent, as that of a stolen token.
     */
    record AccessRefused(UUID actor, @Nullable UUID subject, String operation, String code, long count)
            implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("operation", operation, "code", code, "count", String.valueOf(count));
        }
    }

    /** The kinds of events that the application declares. Each has a counter from the start. */
    interface Kinds {

        /** The kinds with their names in the OWASP Application Logging Vocabulary. */
        Map<Class<? extends AuditEvent>, String> kinds();
    }
}
