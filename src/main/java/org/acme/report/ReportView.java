package org.acme.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.graphql.api.AdaptToScalar;
import io.smallrye.graphql.api.Scalar;
import java.time.Instant;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.security.authentication.Caller;
import org.acme.security.crypto.SecretTokens;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/**
 * A report with its text.
 *
 * @param moderationNote null and omitted unless the caller is a moderator
 */
// It is serialized from a Response, which a native build does not detect.
@RegisterForReflection
@Type("Report")
public record ReportView(
        @Id @NonNull UUID id,
        @NonNull String title,
        @NonNull ReportStatus status,
        @NonNull Visibility visibility,
        @NonNull OwnerView owner,
        @NonNull Instant createdAt,
        @NonNull Instant updatedAt,
        @AdaptToScalar(Scalar.Int.class) long version,
        @NonNull String body,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String moderationNote) {

    /** 22 characters contain 132 bits. */
    private static final int TAG_LENGTH = 22;

    /**
     * The {@code ETag} of this representation (RFC 9110, section 8.8.3), in double quotes. The version covers neither
     * the owner's name nor the field that only moderators see. After a restored backup it can occur again, with another
     * time of change.
     */
    String tag() {
        String others =
                SecretTokens.hash(updatedAt + " " + owner + moderationNote).substring(0, TAG_LENGTH);
        return "\"" + version + "-" + others + "\"";
    }

    static ReportView of(Report report, Caller caller) {
        return of(report, OwnerView.of(report.owner), caller);
    }

    static ReportView of(Report report, OwnerView owner, Caller caller) {
        return new ReportView(
                        report.id,
                        report.title,
                        report.status,
                        report.visibility,
                        owner,
                        report.createdAt,
                        report.updatedAt,
                        report.version,
                        report.body,
                        report.moderationNote)
                .seenBy(caller);
    }

    /** Only moderators see the moderation note. */
    ReportView seenBy(Caller caller) {
        return caller.may(Permissions.REPORTS_MODERATE)
                ? this
                : new ReportView(id, title, status, visibility, owner, createdAt, updatedAt, version, body, null);
    }
}
