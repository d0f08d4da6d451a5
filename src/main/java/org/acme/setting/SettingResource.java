package org.acme.setting;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.application.Permissions;
import org.acme.paging.Page;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.authentication.RequiresRecentLogin;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Settings over REST, for administrators. */
@Path("/api/v1/settings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SettingResource {

    private final SettingService settings;
    private final CurrentCaller caller;

    SettingResource(SettingService settings, CurrentCaller caller) {
        this.settings = settings;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permissions.SETTINGS_READ)
    @Operation(summary = "List settings")
    public Page<SettingView> list() {
        return new Page<>(settings.list(), null);
    }

    @GET
    @Path("{key}")
    @PermissionsAllowed(Permissions.SETTINGS_READ)
    @Operation(summary = "Get a setting")
    public SettingView read(@PathParam("key") SettingKey key) {
        return settings.read(key);
    }

    @PUT
    @Path("{key}")
    @PermissionsAllowed(Permissions.SETTINGS_UPDATE)
    @RequiresRecentLogin
    @Operation(summary = "Change a setting")
    public SettingView revise(@PathParam("key") SettingKey key, @Valid @NotNull ReviseSetting revision) {
        return settings.revise(caller.get(), key, revision);
    }
}
