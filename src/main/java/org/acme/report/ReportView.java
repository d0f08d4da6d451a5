package org.acme.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Permissions;

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

    static ReportView of(Report report, Caller caller) {
        return new ReportView(
                ReportItemView.of(report),
                report.body,
                caller.may(Permissions.REPORTS_MODERATE) ? report.moderationNote : null);
    }
}
