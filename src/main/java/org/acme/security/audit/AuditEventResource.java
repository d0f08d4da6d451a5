package org.acme.security.audit;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.paging.Cursors;
import org.acme.paging.Keyset;
import org.acme.paging.Page;
import org.acme.paging.Slice;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lists audit events over HTTP, for callers with {@code audit:read}. */
@Path("/api/v1/audit-events")
@Produces(MediaType.APPLICATION_JSON)
public class AuditEventResource {

    private final AuditEvents events;
    private final Cursors cursors;
    private final CurrentCaller caller;

    AuditEventResource(AuditEvents events, Cursors cursors, CurrentCaller caller) {
        this.events = events;
        this.cursors = cursors;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Audit.READ)
    @Operation(summary = "List audit events")
    public Page<AuditView> list(@Valid @BeanParam AuditQuery query) {
        Caller reader = caller.get();
        Keyset after = cursors.open(reader, query.list(), query.cursor);
        Slice<AuditView> slice = Slice.of(
                events.page(reader, query, after),
                query.limit.value(),
                event -> new Keyset(event.id(), event.at().toString()));
        return cursors.page(reader, query.list(), slice);
    }
}
