package org.acme.report;

import jakarta.inject.Singleton;
import java.util.Locale;
import org.acme.application.ReportEvent.ReportDeleted;
import org.acme.application.ReportEvent.ReportModerated;
import org.acme.application.ReportEvent.ReportStatusChanged;
import org.acme.application.ReportEvent.ReportVisibilityChanged;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;

/**
 * Records in the audit log which reports are deleted, published, archived or made visible to others, and what
 * moderators change in reports of other users. A request that changes nothing is not recorded.
 */
@Singleton
record ReportAudit(Audit audit) {

    /** To be called before the change. */
    void revised(Caller caller, Report report, ReviseReport revision) {
        if (report.visibility != revision.visibility()) {
            audit.record(new ReportVisibilityChanged(
                    caller.id(),
                    report.id,
                    report.owner.id(),
                    report.visibility.name(),
                    revision.visibility().name()));
        }
        if (report.isChangedBy(revision)) {
            moderated(caller, report, "revised");
        }
    }

    /** To be called before the change. */
    void noted(Caller caller, Report report, ModerateReport moderation) {
        if (!report.moderationNote.equals(moderation.moderationNote())) {
            moderated(caller, report, "noted");
        }
    }

    void statusChanged(Caller caller, Report report) {
        audit.record(new ReportStatusChanged(
                caller.id(), report.id, report.owner.id(), report.status.name(), report.visibility.name()));
        moderated(caller, report, report.status.name().toLowerCase(Locale.ROOT));
    }

    void deleted(Caller caller, Report report) {
        audit.record(new ReportDeleted(caller.id(), report.id, report.owner.id()));
        moderated(caller, report, "deleted");
    }

    /** Does nothing unless the caller is a moderator and the report is of another user. */
    private void moderated(Caller caller, Report report, String change) {
        if (ReportPolicy.isModeration(caller, report)) {
            audit.record(new ReportModerated(caller.id(), report.id, change));
        }
    }
}
