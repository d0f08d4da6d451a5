package org.acme.application;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import org.acme.security.audit.AuditEvent;
import org.jspecify.annotations.Nullable;

/** The audit events of reports. */
public sealed interface ReportEvent extends AuditEvent {

    /** The subject is the report, to which the user got access, or other access than before. */
    record ReportShared(
            UUID actor, UUID subject, UUID user, @Nullable String former, String access) implements ReportEvent {

        @Override
        public Map<String, String> details() {
            return former == null
                    ? Map.of("user", user.toString(), "access", access)
                    : Map.of("user", user.toString(), "access", access, "former", former);
        }
    }

    /** The subject is the report, to which the user lost access. */
    record ReportUnshared(UUID actor, UUID subject, UUID user) implements ReportEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("user", user.toString());
        }
    }

    record ReportDeleted(UUID actor, UUID subject, UUID owner) implements ReportEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("owner", owner.toString());
        }
    }

    /** The report was published or archived. The visibility decides who reads it. */
    record ReportStatusChanged(UUID actor, UUID subject, UUID owner, String status, String visibility)
            implements ReportEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("owner", owner.toString(), "status", status, "visibility", visibility);
        }
    }

    record ReportVisibilityChanged(UUID actor, UUID subject, UUID owner, String from, String to)
            implements ReportEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("owner", owner.toString(), "from", from, "to", to);
        }
    }

    /** A moderator changed the report of another user. */
    record ReportModerated(UUID actor, UUID subject, String change) implements ReportEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("change", change);
        }
    }

    /** Lists all events, as {@link SecurityEvent.AllKinds} does. */
    @Singleton
    class AllKinds implements AuditEvent.Kinds {

        @Override
        public Map<Class<? extends AuditEvent>, String> kinds() {
            return Map.ofEntries(
                    Map.entry(ReportShared.class, "privilege_permissions_changed"),
                    Map.entry(ReportUnshared.class, "privilege_permissions_changed"),
                    Map.entry(ReportDeleted.class, "sensitive_delete"),
                    Map.entry(ReportStatusChanged.class, "sensitive_update"),
                    Map.entry(ReportVisibilityChanged.class, "privilege_permissions_changed"),
                    Map.entry(ReportModerated.class, "authz_admin"));
        }
    }
}
