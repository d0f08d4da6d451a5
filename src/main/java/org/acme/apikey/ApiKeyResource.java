package org.acme.apikey;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Page;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.authentication.RequiresRecentLogin;
import org.acme.security.idempotency.Idempotent;
import org.acme.shared.Created;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/**
 * The caller's own API keys over REST. An API key cannot create or revoke keys, because it lacks the permission
 * {@code account:own}.
 */
@Path("/api/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeyResource {

    private final ApiKeyService keys;
    private final CurrentCaller caller;

    ApiKeyResource(ApiKeyService keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @PermissionsAllowed(Permissions.ACCOUNT)
    @RequiresRecentLogin
    @Idempotent
    @APIResponseSchema(value = CreatedApiKeyView.class, responseCode = "201", responseDescription = "Created")
    @Operation(summary = "Create an API key")
    public Response create(@Valid @NotNull CreateApiKey request) {
        CreatedApiKeyView created = keys.create(caller.get(), request);
        return Created.at("/api/v1/api-keys/" + created.description().id())
                .entity(created)
                .build();
    }

    @GET
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "List your API keys")
    public Page<ApiKeyView> list() {
        return new Page<>(keys.list(caller.get()), null);
    }

    @DELETE
    @Path("{id}")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "Revoke an API key")
    public void revoke(@PathParam("id") UUID id) {
        keys.revoke(caller.get(), id);
    }
}
