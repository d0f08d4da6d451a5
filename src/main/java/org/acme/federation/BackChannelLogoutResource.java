package org.acme.federation;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.acme.security.input.AcceptsForms;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Receives logout tokens of the issuer (OpenID Connect Back-Channel Logout 1.0, section 2.5). */
@Path("/api/v1/auth/backchannel-logout")
@EndpointDisabled(name = "app.issuer", stringValue = "own", disableIfMissing = true)
public class BackChannelLogoutResource {

    private final BackChannelLogout logout;

    BackChannelLogoutResource(BackChannelLogout logout) {
        this.logout = logout;
    }

    /** Section 2.8: the response is 200 and not stored. */
    @POST
    @PermitAll
    @AcceptsForms
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "End sessions that have ended at the issuer")
    public Response end(@Valid @NotNull @Size(max = 16_000) String form) {
        logout.end(form);
        CacheControl notStored = new CacheControl();
        notStored.setNoStore(true);
        return Response.ok().cacheControl(notStored).build();
    }
}
