package org.acme.report;

import io.smallrye.graphql.api.AdaptToScalar;
import io.smallrye.graphql.api.Scalar;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** A report in a list. */
@Type("ReportItem")
public record ReportItemView(
        @Id @NonNull UUID id,
        @NonNull String title,
        @NonNull ReportStatus status,
        @NonNull Visibility visibility,
        @NonNull OwnerView owner,
        @NonNull Instant createdAt,
        @NonNull Instant updatedAt,
        @AdaptToScalar(Scalar.Int.class) long version) {}
