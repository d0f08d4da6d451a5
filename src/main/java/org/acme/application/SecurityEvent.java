package org.acme.application;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.acme.security.audit.AuditEvent;
import org.jspecify.annotations.Nullable;

/** Audit events of accounts, logins, API keys and settings. */
public sealed interface SecurityEvent extends AuditEvent {

    /** An event whose subject is its session. */
    interface OfSession extends AuditEvent {

        @Override
        default @Nullable UUID session() {
            return subject();
        }
    }

    record LoginSucceeded(UUID actor, UUID subject) implements SecurityEvent, OfSession {}

    /** The actor is always null. The subject is null when no account has the given e-mail address. */
    record LoginFailed(@Nullable UUID actor, @Nullable UUID subject, String reason) implements SecurityEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("reason", reason);
        }
    }

    record LoginRenewed(UUID actor, UUID subject) implements SecurityEvent {}

    /** A refresh token was presented twice, so an attacker may hold a copy (RFC 9700, section 4.14). */
    record RefreshTokenReused(UUID actor, UUID subject) implements SecurityEvent, OfSession {}

    /** A refresh token was presented without the key that it is bound to, so an attacker may hold a copy (RFC 9449). */
    record RefreshTokenKeyMismatch(UUID actor, UUID subject, long count) implements SecurityEvent, OfSession, Counted {}

    /** The actor is null when the session ended at the issuer, or beyond the number that its user may have. */
    record SessionRevoked(@Nullable UUID actor, UUID subject) implements SecurityEvent {}

    /** All sessions of the subject were revoked, or all except the actor's current one. */
    record SessionsRevoked(@Nullable UUID actor, UUID subject) implements SecurityEvent {}

    /** The actor is null when a setting created it. */
    record AccountCreated(@Nullable UUID actor, UUID subject, String role) implements SecurityEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("role", role);
        }
    }

    /** An account was disabled for good; its rows are then deleted in batches. */
    record AccountDeleted(UUID actor, UUID subject) implements SecurityEvent {}

    /** The actor is null when the external issuer or a setting changed it. */
    record RoleChanged(@Nullable UUID actor, UUID subject, String from, String to) implements SecurityEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("from", from, "to", to);
        }
    }

    record AccountRenamed(UUID actor, UUID subject) implements SecurityEvent {}

    record StatusChanged(UUID actor, UUID subject, String status) implements SecurityEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("status", status);
        }
    }

    record PasswordChanged(UUID actor, UUID subject) implements SecurityEvent {}

    record PasswordReset(UUID actor, UUID subject) implements SecurityEvent {}

    record MfaEnabled(UUID actor, UUID subject) implements SecurityEvent {}

    record MfaDisabled(UUID actor, UUID subject) implements SecurityEvent {}

    record RecoveryCodeUsed(UUID actor, UUID subject) implements SecurityEvent {}

    // external-issuer-only:begin
    /** An account was linked to a user of the external issuer, by the SHA-256 of issuer and subject. */
    record IdentityLinked(UUID actor, UUID subject, String identity) implements SecurityEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("identity", identity);
        }
    }
    // external-issuer-only:end

    record ApiKeyCreated(UUID actor, UUID subject, String permissions, Instant expiresAt) implements SecurityEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("permissions", permissions, "expiresAt", expiresAt.toString());
        }
    }

    record ApiKeyRevoked(UUID actor, UUID subject) implements SecurityEvent {}

    record SettingChanged(UUID actor, String key, long from, long to) implements SecurityEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("key", key, "from", String.valueOf(from), "to", String.valueOf(to));
        }
    }

    /** Lists all events, because a native executable has no metadata of an interface's permitted subclasses. */
    @Singleton
    class AllKinds implements AuditEvent.Kinds {

        @Override
        public Map<Class<? extends AuditEvent>, String> kinds() {
            return Map.ofEntries(
                    Map.entry(LoginSucceeded.class, "authn_login_success"),
                    Map.entry(LoginFailed.class, "authn_login_fail"),
                    Map.entry(LoginRenewed.class, "authn_login_success"),
                    Map.entry(RefreshTokenReused.class, "authn_token_reuse"),
                    Map.entry(RefreshTokenKeyMismatch.class, "authn_token_reuse"),
                    Map.entry(SessionRevoked.class, "session_expired"),
                    Map.entry(SessionsRevoked.class, "session_expired"),
                    Map.entry(AccountCreated.class, "user_created"),
                    Map.entry(AccountDeleted.class, "user_deleted"),
                    Map.entry(AccountRenamed.class, "user_updated"),
                    Map.entry(RoleChanged.class, "authz_change"),
                    Map.entry(StatusChanged.class, "user_updated"),
                    Map.entry(PasswordChanged.class, "authn_password_change"),
                    Map.entry(PasswordReset.class, "authn_password_change"),
                    Map.entry(MfaEnabled.class, "user_updated"),
                    Map.entry(MfaDisabled.class, "user_updated"),
                    Map.entry(RecoveryCodeUsed.class, "user_updated"),
                    Map.entry(IdentityLinked.class, "user_updated"), // external-issuer-only
                    Map.entry(ApiKeyCreated.class, "authn_token_created"),
                    Map.entry(ApiKeyRevoked.class, "authn_token_revoked"),
                    Map.entry(SettingChanged.class, "authz_admin"));
        }
    }
}
