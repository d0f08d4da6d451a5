package org.acme.report;

import java.time.Instant;
import java.util.UUID;

/** A report in a list. */
public record ReportItemView(
        UUID id,
        String title,
        ReportStatus status,
        Visibility visibility,
        OwnerView owner,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static ReportItemView of(Report report) {
        return new ReportItemView(
                report.id,
                report.title,
                report.status,
                report.visibility,
                OwnerView.of(report.owner),
                report.createdAt,
                report.updatedAt,
                report.version);
    }
}
