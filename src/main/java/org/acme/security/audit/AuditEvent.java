package org.acme.security.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A security event. Its components are all that is recorded: ids, roles, addresses and names of operations. They never
 * contain a password, token, code, key or e-mail address (OWASP Logging Cheat Sheet, "Data to exclude").
 */
public sealed interface AuditEvent {

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

    record LoginSucceeded(UUID actor, UUID subject) implements AuditEvent {}

    /** The actor is always null. The subject is null when no account has the given e-mail address. */
    record LoginFailed(@Nullable UUID actor, @Nullable UUID subject, String reason) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("reason", reason);
        }
    }

    record LoginRenewed(UUID actor, UUID subject) implements AuditEvent {}

    /** A refresh token was presented twice, so an attacker may hold a copy (RFC 9700, section 4.14). */
    record RefreshTokenReused(UUID actor, UUID subject) implements AuditEvent {}

    record SessionRevoked(UUID actor, UUID subject) implements AuditEvent {}

    /** All sessions of the subject were revoked, or all except the actor's current one. */
    record SessionsRevoked(UUID actor, UUID subject) implements AuditEvent {}

    record AccountCreated(UUID actor, UUID subject, String role) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("role", role);
        }
    }

    record AccountDeleted(UUID actor, UUID subject) implements AuditEvent {}

    record RoleChanged(UUID actor, UUID subject, String from, String to) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("from", from, "to", to);
        }
    }

    record StatusChanged(UUID actor, UUID subject, String status) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("status", status);
        }
    }

    record PasswordChanged(UUID actor, UUID subject) implements AuditEvent {}

    record PasswordReset(UUID actor, UUID subject) implements AuditEvent {}

    record MfaEnabled(UUID actor, UUID subject) implements AuditEvent {}

    record MfaDisabled(UUID actor, UUID subject) implements AuditEvent {}

    record RecoveryCodeUsed(UUID actor, UUID subject) implements AuditEvent {}

    record ApiKeyCreated(UUID actor, UUID subject) implements AuditEvent {}

    record ApiKeyRevoked(UUID actor, UUID subject) implements AuditEvent {}

    // webhook-only:begin
    record WebhookCreated(UUID actor, UUID subject) implements AuditEvent {}

    record WebhookDeleted(UUID actor, UUID subject) implements AuditEvent {}
    // webhook-only:end

    record SettingChanged(UUID actor, String key, long from, long to) implements AuditEvent {

        @Override
        public @Nullable UUID subject() {
            return null;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("key", key, "from", String.valueOf(from), "to", String.valueOf(to));
        }
    }

    /** An authenticated caller lacked the permission for an operation. */
    record PermissionDenied(UUID actor, UUID subject, String operation) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("operation", operation);
        }
    }
}
