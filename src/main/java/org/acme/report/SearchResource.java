package org.acme.report;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.application.Permissions;
import org.acme.paging.Page;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.inventory.Deprecation;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The deprecated search operation. The list of reports replaces it. */
@Path("/api/v1/reports/search")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

    private final ReportService reports;
    private final CurrentCaller caller;

    SearchResource(ReportService reports, CurrentCaller caller) {
        this.reports = reports;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permissions.REPORTS_READ)
    @Deprecation(since = "2026-11-01", sunset = "2027-06-30", successor = "/api/v1/reports?q=")
    @Operation(summary = "Search reports")
    public Page<ReportItemView> search(@Valid @BeanParam ReportQuery query) {
        return reports.list(caller.get(), query);
    }
}
