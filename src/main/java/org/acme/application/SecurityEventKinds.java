package org.acme.application;

import jakarta.inject.Singleton;
import java.util.Map;
import org.acme.security.audit.AuditEvent;

/** Lists all events, because a native executable has no metadata of an interface's permitted subclasses. */
@Singleton
public class SecurityEventKinds implements AuditEvent.Kinds {

    @Override
    public Map<Class<? extends AuditEvent>, String> kinds() {
        return Map.ofEntries(
                Map.entry(SecurityEvent.LoginSucceeded.class, "authn_login_success"),
                Map.entry(SecurityEvent.LoginFailed.class, "authn_login_fail"),
                Map.entry(SecurityEvent.LoginRenewed.class, "authn_login_success"),
                Map.entry(SecurityEvent.RefreshTokenReused.class, "authn_token_reuse"),
                Map.entry(SecurityEvent.RefreshTokenKeyMismatch.class, "authn_token_reuse"),
                Map.entry(SecurityEvent.SessionRevoked.class, "session_expired"),
                Map.entry(SecurityEvent.SessionsRevoked.class, "session_expired"),
                Map.entry(SecurityEvent.AccountCreated.class, "user_created"),
                Map.entry(SecurityEvent.AccountDeleted.class, "user_deleted"),
                Map.entry(SecurityEvent.AccountRenamed.class, "user_updated"),
                Map.entry(SecurityEvent.RoleChanged.class, "authz_change"),
                Map.entry(SecurityEvent.StatusChanged.class, "user_updated"),
                Map.entry(SecurityEvent.PasswordChanged.class, "authn_password_change"),
                Map.entry(SecurityEvent.PasswordReset.class, "authn_password_change"),
                Map.entry(SecurityEvent.MfaEnabled.class, "user_updated"),
                Map.entry(SecurityEvent.MfaDisabled.class, "user_updated"),
                Map.entry(SecurityEvent.RecoveryCodeUsed.class, "user_updated"),
                Map.entry(SecurityEvent.IdentityLinked.class, "user_updated"), // external-issuer-only
                Map.entry(SecurityEvent.ApiKeyCreated.class, "authn_token_created"),
                Map.entry(SecurityEvent.ApiKeyRevoked.class, "authn_token_revoked"),
                Map.entry(SecurityEvent.WebhookCreated.class, "sensitive_create"), // webhook-only
                Map.entry(SecurityEvent.WebhookDeleted.class, "sensitive_delete"), // webhook-only
                Map.entry(SecurityEvent.ReportShared.class, "privilege_permissions_changed"),
                Map.entry(SecurityEvent.ReportUnshared.class, "privilege_permissions_changed"),
                Map.entry(SecurityEvent.ReportModerated.class, "authz_admin"),
                Map.entry(SecurityEvent.SettingChanged.class, "authz_admin"));
    }
}
