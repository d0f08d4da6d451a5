package org.acme.profile;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.application.Permissions;
import org.acme.mfa.ConfirmTotp;
import org.acme.mfa.TotpService;
import org.acme.mfa.TotpView;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.authentication.CurrentClient;
import org.acme.security.authentication.RequiresRecentLogin;
import org.acme.security.inventory.FailsWith;
import org.acme.security.ratelimit.RateLimited;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The caller's password and authenticator over REST. With an external issuer, these operations do not exist. */
@Path("/api/v1/users/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@EndpointDisabled(name = "app.issuer", stringValue = "external") // external-issuer-only
public class CredentialsResource {

    private final PasswordChange password;
    private final TotpService totp;
    private final CurrentCaller caller;
    private final CurrentClient client;

    CredentialsResource(PasswordChange password, TotpService totp, CurrentCaller caller, CurrentClient client) {
        this.password = password;
        this.totp = totp;
        this.caller = caller;
        this.client = client;
    }

    @POST
    @Path("password")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @RateLimited("reauthenticate")
    @RequiresRecentLogin
    @FailsWith(ProblemCode.INVALID_CREDENTIALS)
    @Operation(summary = "Change your password")
    public void changePassword(@Valid @NotNull ChangePassword request) {
        password.change(caller.get(), request, client.get());
    }

    @POST
    @Path("totp")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permissions.ACCOUNT)
    @RequiresRecentLogin
    @FailsWith(ProblemCode.CONFLICT)
    @Operation(summary = "Enrol an authenticator")
    public TotpView enrol() {
        return totp.enrol(caller.get());
    }

    @POST
    @Path("totp/confirm")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @RateLimited("otp")
    @RequiresRecentLogin
    @FailsWith(ProblemCode.CONFLICT)
    @Operation(summary = "Confirm an authenticator")
    public void confirm(@Valid @NotNull ConfirmTotp request) {
        totp.confirm(caller.get(), request);
    }

    @DELETE
    @Path("totp")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @RequiresRecentLogin
    @Operation(summary = "Remove your authenticator")
    public void remove() {
        totp.remove(caller.get());
    }
}
