package org.acme.report;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Page;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.idempotency.Idempotent;
import org.acme.security.inventory.FailsWith;
import org.acme.shared.Created;
import org.acme.shared.IfMatch;
import org.acme.shared.IfNoneMatch;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Reports over REST. */
@Path("/api/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReportResource {

    private final ReportService reports;
    private final CurrentCaller caller;

    ReportResource(ReportService reports, CurrentCaller caller) {
        this.reports = reports;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permissions.REPORTS_READ)
    @Operation(summary = "List reports")
    public Page<ReportItemView> list(@Valid @BeanParam ReportQuery query) {
        return reports.list(caller.get(), query);
    }

    @POST
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @Idempotent
    @APIResponseSchema(value = ReportView.class, responseCode = "201", responseDescription = "Created")
    @Operation(summary = "Create a report")
    public Response create(@Valid @NotNull CreateReport request) {
        ReportView created = reports.create(caller.get(), request);
        return Created.at("/api/v1/reports/" + created.id())
                .header(HttpHeaders.ETAG, created.tag())
                .entity(created)
                .build();
    }

    @GET
    @Path("{id}")
    @PermissionsAllowed(Permissions.REPORTS_READ)
    @APIResponseSchema(value = ReportView.class, responseCode = "200", responseDescription = "OK")
    @APIResponse(responseCode = "304", description = "Not modified")
    @Operation(summary = "Get a report")
    public RestResponse<ReportView> read(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable IfMatch ifMatch,
            @HeaderParam("If-None-Match") @Nullable IfNoneMatch ifNoneMatch) {
        ReportView report = reports.read(caller.get(), id);
        if (ifMatch != null && !ifMatch.matches(report.tag(), report.version())) {
            throw new Problem(ProblemCode.PRECONDITION_FAILED);
        }
        return ifNoneMatch != null && ifNoneMatch.matches(report.tag())
                ? ResponseBuilder.<ReportView>notModified()
                        .header(HttpHeaders.ETAG, report.tag())
                        .build()
                : respond(report);
    }

    @PUT
    @Path("{id}")
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @APIResponseSchema(value = ReportView.class, responseCode = "200", responseDescription = "OK")
    @FailsWith(ProblemCode.CONFLICT)
    @Operation(summary = "Replace the content of a report")
    public RestResponse<ReportView> revise(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam("If-Match") IfMatch ifMatch,
            @Valid @NotNull ReviseReport revision) {
        return respond(reports.revise(caller.get(), id, ifMatch, revision));
    }

    @DELETE
    @Path("{id}")
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @Operation(summary = "Delete a report")
    public void delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable IfMatch ifMatch) {
        reports.delete(caller.get(), id, ifMatch);
    }

    @POST
    @Path("{id}/publish")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @FailsWith(ProblemCode.CONFLICT)
    @APIResponseSchema(value = ReportView.class, responseCode = "200", responseDescription = "OK")
    @Operation(summary = "Publish a report")
    public RestResponse<ReportView> publish(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable IfMatch ifMatch) {
        return respond(reports.publish(caller.get(), id, ifMatch));
    }

    @POST
    @Path("{id}/archive")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @FailsWith(ProblemCode.CONFLICT)
    @APIResponseSchema(value = ReportView.class, responseCode = "200", responseDescription = "OK")
    @Operation(summary = "Archive a report")
    public RestResponse<ReportView> archive(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable IfMatch ifMatch) {
        return respond(reports.archive(caller.get(), id, ifMatch));
    }

    @PUT
    @Path("{id}/moderation-note")
    @PermissionsAllowed(Permissions.REPORTS_MODERATE)
    @Operation(summary = "Set the moderation note of a report")
    public void moderate(@PathParam("id") UUID id, @Valid @NotNull ModerateReport moderation) {
        reports.moderate(caller.get(), id, moderation);
    }

    /** The type of the body is known at build time, so that no request looks for its writer. */
    private static RestResponse<ReportView> respond(ReportView report) {
        return ResponseBuilder.ok(report).header(HttpHeaders.ETAG, report.tag()).build();
    }
}
