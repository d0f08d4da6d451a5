package org.acme.security.audit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A security event, which the application declares as a record. Its components are all that is recorded: ids, roles,
 * addresses and names of operations. They never contain a password, token, code, key or e-mail address (OWASP Logging
 * Cheat Sheet, "Data to exclude").
 */
public interface AuditEvent {

    /** The user who acted; null when unknown. */
    @Nullable
    UUID actor();

    /** The account, session, key or webhook that was acted on; null when unknown. */
    @Nullable
    UUID subject();

    /** Further facts, by name. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** The name of the event, such as {@code login-failed}. */
    default String type() {
        return type(getClass());
    }

    static String type(Class<? extends AuditEvent> event) {
        return event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    /** An authenticated caller lacked the permission for an operation. */
    record PermissionDenied(UUID actor, UUID subject, String operation) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("operation", operation);
        }
    }

    /** The kinds of events that the application declares. Each has a counter from the start. */
    interface Kinds {

        List<Class<? extends AuditEvent>> kinds();
    }
}
