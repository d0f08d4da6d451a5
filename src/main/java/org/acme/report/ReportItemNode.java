package org.acme.report;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** A report in a GraphQL list; the counterpart of {@link ReportItemView}. */
@Type("ReportItem")
public record ReportItemNode(
        @Id @NonNull UUID id,
        @NonNull String title,
        @NonNull ReportStatus status,
        @NonNull Visibility visibility,
        @NonNull OwnerView owner,
        @NonNull Instant createdAt,
        @NonNull Instant updatedAt,
        int version) {

    static ReportItemNode of(ReportItemView item) {
        return new ReportItemNode(
                item.id(),
                item.title(),
                item.status(),
                item.visibility(),
                item.owner(),
                item.createdAt(),
                item.updatedAt(),
                Math.toIntExact(item.version()));
    }
}
