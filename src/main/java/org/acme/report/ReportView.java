package org.acme.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.acme.application.Permissions;
import org.acme.security.authentication.Caller;
import org.acme.security.crypto.SecretTokens;
import org.jspecify.annotations.Nullable;

/**
 * A report with its text.
 *
 * @param moderationNote null and omitted unless the caller is a moderator
 */
// It is serialized from a Response, which a native build does not detect.
@RegisterForReflection
public record ReportView(
        @JsonUnwrapped ReportItemView item,
        String body,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String moderationNote) {

    /** 22 characters contain 132 bits. */
    private static final int TAG_LENGTH = 22;

    /**
     * The {@code ETag} of this representation (RFC 9110, section 8.8.3), in double quotes. The version covers neither
     * the owner's name nor the field that only moderators see. After a restored backup it can occur again, with another
     * time of change.
     */
    String tag() {
        String others = SecretTokens.hash(item.updatedAt() + " " + item.owner() + moderationNote)
                .substring(0, TAG_LENGTH);
        return "\"" + item.version() + "-" + others + "\"";
    }

    static ReportView of(Report report, Caller caller) {
        return of(report, OwnerView.of(report.owner), caller);
    }

    static ReportView of(Report report, OwnerView owner, Caller caller) {
        return new ReportView(ReportItemView.of(report, owner), report.body, report.moderationNote).seenBy(caller);
    }

    /** Only moderators see the moderation note. */
    ReportView seenBy(Caller caller) {
        return caller.may(Permissions.REPORTS_MODERATE) ? this : new ReportView(item, body, null);
    }
}
