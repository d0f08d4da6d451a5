package org.acme.security.audit;

import io.quarkus.security.spi.runtime.AuthorizationFailureEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.acme.problem.LogText;
import org.acme.problem.Refusal;
import org.acme.security.audit.AuditEvent.AccessRefused;
import org.acme.security.audit.AuditEvent.PermissionDenied;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Records calls that were refused for lack of a permission, because the object is hidden from the caller, a policy
 * refused, or recent authentication is missing. A worker thread writes the event, so that the refused request does not
 * wait for it.
 */
@Singleton
record RefusalAudit(Audit audit, RefusalCounts counts) {

    private static final Logger LOG = Logger.getLogger(RefusalAudit.class);
    private static final String NOT_RECORDED = "Audit event not recorded: %s by %s: %s";

    void observe(@Observes AuthorizationFailureEvent failure) {
        Origin origin = audit.origin();
        if (origin.caller() != null) {
            String method =
                    String.valueOf(failure.getEventProperties().get(AuthorizationFailureEvent.SECURED_METHOD_KEY));
            String operation = method.substring(method.lastIndexOf('.') + 1);
            long count = counts.next(origin.caller().id(), PermissionDenied.class, operation);
            write(new PermissionDenied(origin.caller().id(), null, operation, count), origin);
        }
    }

    /** Refusals outside of an operation, such as an unknown path, say nothing about objects. */
    void observe(@Observes Refusal refusal) {
        Origin origin = audit.origin();
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (origin.caller() != null && request != null && request.getTarget() != null) {
            String operation = Objects.requireNonNullElseGet(
                    refusal.operation(),
                    () -> request.getTarget().getResourceClass().getSimpleName() + "#"
                            + request.getTarget().getJavaMethodName());
            long count = counts.next(origin.caller().id(), AccessRefused.class, operation);
            write(
                    new AccessRefused(
                            origin.caller().id(),
                            null,
                            operation,
                            refusal.code().code(),
                            count),
                    origin);
        }
    }

    private void write(AuditEvent event, Origin origin) {
        if (event.count() == RefusalCounts.NOT_RECORDED) {
            return;
        }
        try {
            Infrastructure.getDefaultWorkerPool().execute(() -> record(event, origin));
        } catch (RejectedExecutionException e) {
            LOG.warnf(NOT_RECORDED, event.type(), event.actor(), "the worker queue is full");
        }
    }

    /** The refusal was sent before, so that a failure of the database can only be logged. */
    private void record(AuditEvent event, Origin origin) {
        try {
            audit.record(event, origin);
        } catch (RuntimeException e) {
            LOG.warnf(NOT_RECORDED, event.type(), event.actor(), LogText.of(e));
        }
    }
}
