package org.acme.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.acme.problem.Problem;
import org.acme.report.OwnerView;
import org.acme.report.ReportItemView;
import org.acme.report.ReportStatus;
import org.acme.report.Visibility;
import org.acme.security.authentication.Caller;
import org.junit.jupiter.api.Test;

class ReportExportTest {

    private record Limits(int maxConcurrent, Duration timeout) implements ExportConfig {}

    private static ReportItemView report() {
        return new ReportItemView(
                UUID.randomUUID(),
                "Title",
                ReportStatus.DRAFT,
                Visibility.PRIVATE,
                new OwnerView(UUID.randomUUID(), "Alice"),
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    /** @param step between two readings of the time */
    private static String export(Duration step) throws IOException {
        AtomicLong time = new AtomicLong();
        Ticker ticker = () -> time.getAndAdd(step.toNanos());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ReportExport(null, null, new Limits(1, Duration.ofSeconds(60)), null, ticker)
                .write(new Caller(UUID.randomUUID(), "Alice", Set.of()), List.of(report()), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void export_that_takes_longer_than_its_timeout_is_aborted() throws IOException {
        assertThat(export(Duration.ZERO)).contains("Alice");
        assertThatThrownBy(() -> export(Duration.ofSeconds(61)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("app.export.timeout");
    }
}
