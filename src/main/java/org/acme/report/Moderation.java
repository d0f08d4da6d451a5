package org.acme.report;

import jakarta.enterprise.context.ApplicationScoped;
import org.acme.application.ReportEvent.ReportModerated;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;

/** Records in the audit log what moderators change in reports of other users. */
@ApplicationScoped
class Moderation {

    private final Audit audit;

    Moderation(Audit audit) {
        this.audit = audit;
    }

    /** Does nothing unless the caller is a moderator and the report is of another user. */
    void record(Caller caller, Report report, String change) {
        if (ReportPolicy.isModeration(caller, report)) {
            audit.record(new ReportModerated(caller.id(), report.id, change));
        }
    }
}
