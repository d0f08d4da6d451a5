package org.acme.report;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/**
 * A report in GraphQL; the counterpart of {@link ReportView}.
 *
 * @param moderationNote null unless the caller is a moderator
 */
@Type("Report")
public record ReportGraphQLView(
        @Id @NonNull UUID id,
        @NonNull String title,
        @NonNull ReportStatus status,
        @NonNull Visibility visibility,
        @NonNull OwnerView owner,
        @NonNull Instant createdAt,
        @NonNull Instant updatedAt,
        int version,
        @NonNull String body,
        @Nullable String moderationNote) {

    static ReportGraphQLView of(ReportView report) {
        ReportItemView item = report.item();
        return new ReportGraphQLView(
                item.id(),
                item.title(),
                item.status(),
                item.visibility(),
                item.owner(),
                item.createdAt(),
                item.updatedAt(),
                Math.toIntExact(item.version()),
                report.body(),
                report.moderationNote());
    }
}
