package org.acme.security.audit;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.acme.paging.Cursors;
import org.acme.paging.PageQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Filters for the list of audit events. */
public class AuditQuery extends PageQuery {

    @QueryParam("type")
    @Size(max = 100)
    @Schema(examples = "login-failed")
    @Nullable
    String type;

    @QueryParam("actor")
    @Nullable
    UUID actor;

    @Parameter(description = "Start of the period, inclusive.")
    @QueryParam("from")
    @Nullable
    Instant from;

    @Parameter(description = "End of the period, exclusive.")
    @QueryParam("to")
    @Nullable
    Instant to;

    /** Identifies this list: a cursor is valid only for the filters that it was issued for. */
    String list() {
        return Cursors.list("audit", type, actor, from, to);
    }
}
