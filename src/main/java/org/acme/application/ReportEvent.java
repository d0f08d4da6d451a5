package org.acme.application;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import org.acme.security.audit.AuditEvent;

/** The audit events of reports. */
public sealed interface ReportEvent extends AuditEvent {

    /** The subject is the report, to which the user got access. */
    record ReportShared(UUID actor, UUID subject, UUID user, String access) implements ReportEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("user", user.toString(), "access", access);
        }
    }

    /** The subject is the report, to which the user lost access. */
    record ReportUnshared(UUID actor, UUID subject, UUID user) implements ReportEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("user", user.toString());
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
                    Map.entry(ReportModerated.class, "authz_admin"));
        }
    }
}
