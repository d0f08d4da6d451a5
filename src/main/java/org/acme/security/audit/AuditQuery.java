package org.acme.security.audit;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.acme.security.payload.PageLimit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which events to list; the newest come first. */
public class AuditQuery {

    @QueryParam("type")
    @Size(max = 100)
    @Schema(examples = "login-failed")
    String type;

    @QueryParam("actor")
    UUID actor;

    /** The first instant to list. */
    @QueryParam("from")
    Instant from;

    /** The first instant not to list any more. */
    @QueryParam("to")
    Instant to;

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    PageLimit limit;

    @QueryParam("cursor")
    String cursor;

    /** What makes this list another one than that. */
    String list() {
        return String.join("\0", "audit", "" + type, "" + actor, "" + from, "" + to);
    }
}
