package org.acme.report.export;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.acme.paging.Keyset;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.report.ReportItemView;
import org.acme.report.ReportSort;
import org.acme.report.Reports;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.CallerCheck;
import org.acme.security.concurrency.ConcurrencyLimit;
import org.acme.security.concurrency.HeldPermits;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reports that the caller may see as CSV. It reads in chunks, so memory and transactions do not grow with
 * the number of reports.
 */
@ApplicationScoped
class ReportExport {

    private static final int CHUNK = 500;
    private static final long RETRY_AFTER_SECONDS = 10;

    private final Reports reports;
    private final CallerCheck callers;
    private final ExportConfig config;
    private final HeldPermits held;
    private final ConcurrencyLimit limit;
    private final Ticker ticker;

    ReportExport(Reports reports, CallerCheck callers, ExportConfig config, HeldPermits held, Ticker ticker) {
        this.reports = reports;
        this.callers = callers;
        this.config = config;
        this.held = held;
        this.limit = new ConcurrencyLimit(config.maxConcurrent(), 1, RETRY_AFTER_SECONDS);
        this.ticker = ticker;
    }

    /**
     * Reads the first chunk before the response begins, so that a database failure can still be reported as a problem.
     * When more chunks follow, a worker thread waits for the client, which takes a permit until the end of the request.
     *
     * @throws org.acme.problem.Problem 429 when the caller already has a running export, 503 when the instance has
     *     reached its maximum
     */
    StreamingOutput of(Caller caller) {
        List<ReportItemView> first = chunk(caller, null);
        if (goesOn(first)) {
            held.acquire(limit, caller.id());
        }
        return out -> write(caller, first, out);
    }

    private static boolean goesOn(List<ReportItemView> chunk) {
        return chunk.size() == CHUNK;
    }

    /**
     * @throws IOException when the client has disconnected or reads too slowly
     * @throws Problem 401 when the caller has lost rights meanwhile, 503 after {@code app.export.timeout}
     */
    void write(Caller caller, List<ReportItemView> first, OutputStream out) throws IOException {
        long end = ticker.read() + config.timeout().toNanos();
        Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        csv.write(CsvRow.of("id", "title", "status", "visibility", "owner", "createdAt", "updatedAt"));
        for (List<ReportItemView> chunk = first; !chunk.isEmpty(); chunk = next(caller, chunk)) {
            if (ticker.read() - end > 0) {
                throw new Problem(ProblemCode.UNAVAILABLE, "The export took longer than app.export.timeout.");
            }
            for (ReportItemView report : chunk) {
                csv.write(row(report));
            }
            if (goesOn(chunk)) {
                csv.flush();
            }
        }
        csv.flush();
    }

    private List<ReportItemView> next(Caller caller, List<ReportItemView> chunk) {
        if (!goesOn(chunk)) {
            return List.of();
        }
        if (!callers.isStillValid(caller)) {
            throw new Problem(ProblemCode.UNAUTHENTICATED);
        }
        return chunk(caller, ReportSort.CREATED_AT.position(chunk.get(CHUNK - 1)));
    }

    private List<ReportItemView> chunk(Caller caller, @Nullable Keyset after) {
        return QuarkusTransaction.requiringNew().call(() -> reports.chunk(caller, after, CHUNK));
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
