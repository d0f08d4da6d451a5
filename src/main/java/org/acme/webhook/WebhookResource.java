package org.acme.webhook;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
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
import org.acme.paging.PageQuery;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.idempotency.Idempotent;
import org.acme.shared.Created;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The caller's own webhooks over REST. */
@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WebhookResource {

    private final WebhookService webhooks;
    private final CurrentCaller caller;

    WebhookResource(WebhookService webhooks, CurrentCaller caller) {
        this.webhooks = webhooks;
        this.caller = caller;
    }

    @POST
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @Idempotent
    @APIResponseSchema(value = CreatedWebhookView.class, responseCode = "201", responseDescription = "Created")
    @Operation(summary = "Register a webhook")
    public Response register(@Valid @NotNull RegisterWebhook request) {
        CreatedWebhookView created = webhooks.register(caller.get(), request);
        return Created.at("/api/v1/webhooks/" + created.description().id())
                .entity(created)
                .build();
    }

    @GET
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @Operation(summary = "List your webhooks")
    public Page<WebhookView> list() {
        return new Page<>(webhooks.list(caller.get()), null);
    }

    @DELETE
    @Path("{id}")
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @Operation(summary = "Delete a webhook")
    public void delete(@PathParam("id") UUID id) {
        webhooks.delete(caller.get(), id);
    }

    @GET
    @Path("{id}/deliveries")
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @Operation(summary = "List the deliveries of a webhook")
    public Page<DeliveryView> deliveries(@PathParam("id") UUID id, @Valid @BeanParam PageQuery query) {
        return webhooks.deliveries(caller.get(), id, query);
    }
}
