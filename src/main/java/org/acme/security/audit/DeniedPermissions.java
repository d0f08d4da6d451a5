package org.acme.security.audit;

import io.quarkus.security.spi.runtime.AuthorizationFailureEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.acme.problem.TraceId;
import org.acme.security.audit.AuditEvent.PermissionDenied;
import org.jboss.logging.Logger;

/**
 * Records calls that were refused for lack of a permission. A worker thread writes the event, so that the refused
 * request does not wait for it.
 */
@ApplicationScoped
class DeniedPermissions {

    private static final Logger LOG = Logger.getLogger(DeniedPermissions.class);

    private final Audit audit;

    DeniedPermissions(Audit audit) {
        this.audit = audit;
    }

    void observe(@Observes AuthorizationFailureEvent failure) {
        if (failure.getSecurityIdentity() != null
                && !failure.getSecurityIdentity().isAnonymous()) {
            UUID actor =
                    UUID.fromString(failure.getSecurityIdentity().getPrincipal().getName());
            String method =
                    String.valueOf(failure.getEventProperties().get(AuthorizationFailureEvent.SECURED_METHOD_KEY));
            String operation = method.substring(method.lastIndexOf('.') + 1);
            String address = audit.address();
            String traceId = TraceId.current();
            write(new PermissionDenied(actor, null, operation), address, traceId);
        }
    }

    private void write(PermissionDenied event, String address, String traceId) {
        try {
            Infrastructure.getDefaultWorkerPool().execute(() -> audit.record(event, address, traceId));
        } catch (RejectedExecutionException e) {
            LOG.warnf(
                    "Audit event not recorded, because the worker queue is full: %s by %s",
                    event.operation(), event.actor());
        }
    }
}
