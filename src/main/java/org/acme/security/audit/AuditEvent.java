package org.acme.security.audit;

import java.util.Map;
import java.util.UUID;

/**
 * Something that matters for security and has happened. What an event may say is the closed list of its components:
 * ids, roles and names of operations; never a password, token, code or key, nor an e-mail address.
 */
public sealed interface AuditEvent {

    /** Who did it; null where that is not known. */
    UUID actor();

    /** What it was done to: an account, a session, a key or a webhook; null where that is not known. */
    UUID subject();

    /** What else there is to say. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** The kind of event in words, such as {@code login-failed}. */
    default String type() {
        return type(getClass());
    }

    static String type(Class<? extends AuditEvent> event) {
        return event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    record LoginSucceeded(UUID actor, UUID subject) implements AuditEvent {}

    /** The account is known, unless there is none of the e-mail that was given. */
    record LoginFailed(UUID actor, UUID subject, String reason) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("reason", reason);
        }
    }

    record LoginRenewed(UUID actor, UUID subject) implements AuditEvent {}

    /** A refresh token was presented a second time, so one of two holders has stolen it (RFC 9700, section 4.14). */
    record RefreshTokenReused(UUID actor, UUID subject) implements AuditEvent {}

    record SessionRevoked(UUID actor, UUID subject) implements AuditEvent {}

    /** All sessions of the subject, or all but the actor's own. */
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

    record WebhookCreated(UUID actor, UUID subject) implements AuditEvent {}

    record WebhookDeleted(UUID actor, UUID subject) implements AuditEvent {}

    record SettingChanged(UUID actor, String key, long from, long to) implements AuditEvent {

        @Override
        public UUID subject() {
            return null;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("key", key, "from", String.valueOf(from), "to", String.valueOf(to));
        }
    }

    /** Somebody known asked for an operation that is not theirs to call. */
    record PermissionDenied(UUID actor, UUID subject, String operation) implements AuditEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("operation", operation);
        }
    }
}
