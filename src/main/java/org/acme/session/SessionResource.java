package org.acme.session;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Cursors;
import org.acme.paging.Keyset;
import org.acme.paging.Page;
import org.acme.paging.PageQuery;
import org.acme.paging.Slice;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The caller's own sessions over REST. */
@Path("/api/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final Sessions sessions;
    private final Cursors cursors;
    private final Revocation revocation;
    private final CurrentCaller caller;
    private final Clock clock;

    SessionResource(Sessions sessions, Cursors cursors, Revocation revocation, CurrentCaller caller, Clock clock) {
        this.sessions = sessions;
        this.cursors = cursors;
        this.revocation = revocation;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "Log out of the current session")
    public void logOut() {
        revocation.revokeCurrent(caller.get());
    }

    @GET
    @Path("sessions")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "List your sessions")
    public Page<SessionView> list(@Valid @BeanParam PageQuery query) {
        Caller owner = caller.get();
        // The cursor depends on the current session, which later pages omit.
        String list = "sessions/" + owner.session();
        Keyset after = cursors.open(owner, list, query.cursor);
        List<SessionView> rows = sessions.page(owner, query, after, clock.instant());
        return cursors.page(owner, list, Slice.of(rows, query.limit.value(), SessionResource::position));
    }

    /** The current session comes before all others. */
    private static Keyset position(SessionView session) {
        return new Keyset(
                session.id(), session.current() ? "" : session.createdAt().toString());
    }

    @DELETE
    @Path("sessions/{id}")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "Revoke one of your sessions")
    public void revoke(@PathParam("id") UUID id) {
        revocation.revoke(caller.get(), id);
    }

    @DELETE
    @Path("sessions")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "Revoke all your sessions")
    public void revokeAll() {
        revocation.revokeOwn(caller.get());
    }
}
