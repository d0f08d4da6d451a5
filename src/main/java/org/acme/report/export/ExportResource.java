package org.acme.report.export;

import io.quarkus.security.PermissionsAllowed;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import org.acme.application.Permissions;
import org.acme.problem.AbortedResponse;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.botdefense.SensitiveFlow;
import org.acme.security.ratelimit.RateLimited;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The export of reports over REST. */
@Path("/api/v1/reports/export")
public class ExportResource {

    private final ReportExport export;
    private final CurrentCaller caller;
    private final CurrentVertxRequest request;
    private final AbortedResponse aborted;

    ExportResource(ReportExport export, CurrentCaller caller, CurrentVertxRequest request, AbortedResponse aborted) {
        this.export = export;
        this.caller = caller;
        this.request = request;
        this.aborted = aborted;
    }

    @GET
    @Produces("text/csv;charset=UTF-8")
    @PermissionsAllowed(Permissions.REPORTS_READ)
    @RateLimited("export")
    @SensitiveFlow("export")
    @Operation(
            summary = "Export reports as CSV",
            description =
                    "Exports all reports that the caller can read as CSV (RFC 4180, comma, UTF-8), oldest first, without"
                            + " a maximum number. A value that a spreadsheet would run as a formula is prefixed with an apostrophe."
                            + " An export that exceeds `app.export.timeout`, or whose caller loses session, key or rights, ends without"
                            + " its last chunk and with a reset connection, which HTTP clients report as an error.")
    @APIResponseSchema(value = String.class, responseCode = "200", responseDescription = "OK")
    public Response csv() {
        return Response.ok(abortedOnFailure(export.of(caller.get())))
                .header("Content-Disposition", "attachment; filename=\"reports.csv\"")
                .build();
    }

    private StreamingOutput abortedOnFailure(StreamingOutput csv) {
        return out -> {
            try {
                csv.write(out);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (!aborted.abort(request.getCurrent(), e)) {
                    throw e;
                }
            }
        };
    }
}
