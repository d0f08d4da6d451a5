package org.acme.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Permissions;
import org.acme.security.crypto.SecretTokens;

/**
 * A report in full.
 *
 * @param moderationNote null, and so absent, for everybody who does not moderate
 */
// It travels in a Response, where a native build does not see that it becomes JSON.
@RegisterForReflection
public record ReportView(
        @JsonUnwrapped ReportItemView item,
        String body,
        @JsonInclude(JsonInclude.Include.NON_NULL) String moderationNote) {

    /** 132 bits. */
    private static final int TAG_LENGTH = 22;

    /**
     * Identifies this representation (RFC 9110, section 8.8.3), in quotation marks. The version alone would not: the
     * owner's name is part of it, and who moderates sees more.
     */
    String tag() {
        return "\"" + item.version() + "-" + SecretTokens.hash(toString()).substring(0, TAG_LENGTH) + "\"";
    }

    static ReportView of(Report report, Caller caller) {
        return new ReportView(
                ReportItemView.of(report),
                report.body,
                caller.may(Permissions.REPORTS_MODERATE) ? report.moderationNote : null);
    }
}
