package org.acme.security.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.List;

/** Registers a counter for each kind of event at startup, so that the first event shows as an increase from zero. */
@Singleton
class AuditMeters implements MeterBinder {

    /** Listed one by one, because a native executable has no metadata of an interface's permitted subclasses. */
    static final List<Class<? extends AuditEvent>> KINDS = List.of(
            AuditEvent.LoginSucceeded.class,
            AuditEvent.LoginFailed.class,
            AuditEvent.LoginRenewed.class,
            AuditEvent.RefreshTokenReused.class,
            AuditEvent.SessionRevoked.class,
            AuditEvent.SessionsRevoked.class,
            AuditEvent.AccountCreated.class,
            AuditEvent.AccountDeleted.class,
            AuditEvent.RoleChanged.class,
            AuditEvent.StatusChanged.class,
            AuditEvent.PasswordChanged.class,
            AuditEvent.PasswordReset.class,
            AuditEvent.MfaEnabled.class,
            AuditEvent.MfaDisabled.class,
            AuditEvent.RecoveryCodeUsed.class,
            AuditEvent.ApiKeyCreated.class,
            AuditEvent.ApiKeyRevoked.class,
            AuditEvent.WebhookCreated.class, // webhook-only
            AuditEvent.WebhookDeleted.class, // webhook-only
            AuditEvent.SettingChanged.class,
            AuditEvent.PermissionDenied.class);

    @Override
    public void bindTo(MeterRegistry registry) {
        KINDS.forEach(kind -> registry.counter(Audit.METRIC, "event", AuditEvent.type(kind)));
    }
}
