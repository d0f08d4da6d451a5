package org.acme.report;

import java.util.Optional;
import org.acme.application.Permissions;
import org.acme.report.sharing.Access;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Decision;

/**
 * Decides what a caller may do with a report that they can see. The queries of {@link Reports} decide which reports
 * they can see.
 */
public final class ReportPolicy {

    private ReportPolicy() {}

    /** Allowed for the owner, users with write access, and moderators. */
    static Decision revise(Caller caller, Report report, Optional<Access> share) {
        boolean writer = share.filter(Access.WRITE::equals).isPresent();
        return Decision.allowIf(
                writer || ownsOrModerates(caller, report),
                "You have read access to this report. Changing it requires write access.");
    }

    /**
     * Allowed for the owner and moderators. Visibility decides who reads the report, so write access does not include
     * it.
     */
    static Decision setVisibility(Caller caller, Report report, Visibility visibility) {
        return Decision.allowIf(
                visibility == report.visibility || ownsOrModerates(caller, report),
                "Only the owner or a moderator can change the visibility of a report.");
    }

    static Decision delete(Caller caller, Report report) {
        return Decision.allowIf(ownsOrModerates(caller, report), "Only the owner or a moderator can delete a report.");
    }

    public static Decision share(Caller caller, Report report) {
        return Decision.allowIf(ownsOrModerates(caller, report), "Only the owner or a moderator can share a report.");
    }

    /** Publishing and archiving: allowed for the owner and moderators. */
    static Decision transition(Caller caller, Report report) {
        return Decision.allowIf(
                ownsOrModerates(caller, report), "Only the owner or a moderator can publish or archive a report.");
    }

    /** Whether the caller is a moderator and not the owner. */
    static boolean isModeration(Caller caller, Report report) {
        return caller.may(Permissions.REPORTS_MODERATE) && !caller.is(report.owner.id());
    }

    private static boolean ownsOrModerates(Caller caller, Report report) {
        return caller.is(report.owner.id()) || caller.may(Permissions.REPORTS_MODERATE);
    }
}
