package org.acme.report;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.acme.security.authentication.Caller;

/**
 * Writes what the caller may see as CSV, chunk by chunk, so that neither memory nor a transaction grows with the number
 * of reports.
 */
@ApplicationScoped
class ReportExport {

    private static final int CHUNK = 500;

    /** What a larger table holds beyond that is left to the list, which has pages. */
    private static final int MAX_ROWS = 50_000;

    private final Reports reports;

    ReportExport(Reports reports) {
        this.reports = reports;
    }

    void write(Caller caller, OutputStream out) throws IOException {
        Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        csv.write(CsvRow.of("id", "title", "status", "visibility", "owner", "createdAt", "updatedAt"));
        UUID after = null;
        int rows = 0;
        List<ReportItemView> chunk;
        do {
            chunk = chunk(caller, after);
            for (ReportItemView report : chunk) {
                csv.write(row(report));
                after = report.id();
            }
            csv.flush();
            rows += chunk.size();
        } while (chunk.size() == CHUNK && rows < MAX_ROWS);
    }

    private List<ReportItemView> chunk(Caller caller, UUID after) {
        return QuarkusTransaction.requiringNew().call(() -> reports.chunk(caller, after, CHUNK).stream()
                .map(ReportItemView::of)
                .toList());
    }

    private static String row(ReportItemView report) {
        return CsvRow.of(
                report.id().toString(),
                report.title(),
                report.status().name(),
                report.visibility().name(),
                report.owner().displayName(),
                report.createdAt().toString(),
                report.updatedAt().toString());
    }
}
