package org.acme.report.sharing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.acme.application.ReportEvent.ReportShared;
import org.acme.application.ReportEvent.ReportUnshared;
import org.acme.problem.Problem;
import org.acme.report.Report;
import org.acme.report.ReportPolicy;
import org.acme.report.Reports;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.concurrency.ExpensiveRequests;
import org.acme.user.User;
import org.acme.user.Users;

/** Lists, grants and revokes shares of reports. */
@ApplicationScoped
class SharingService {

    /** The list has no pages, so it must stay short. */
    private static final int MAX_SHARES = 100;

    private final Reports reports;
    private final Shares shares;
    private final Users users;
    private final ExpensiveRequests expensive;
    private final Audit audit;

    SharingService(Reports reports, Shares shares, Users users, ExpensiveRequests expensive, Audit audit) {
        this.reports = reports;
        this.shares = shares;
        this.users = users;
        this.expensive = expensive;
        this.audit = audit;
    }

    List<ShareView> list(Caller caller, UUID id) {
        Report report = reports.visible(caller, id).orElseThrow(Problem::notFound);
        return shares.authorizedOf(caller, report);
    }

    @Transactional
    void share(Caller caller, UUID id, UUID userId, ShareReport request) {
        Report report = visibleForUpdate(caller, id);
        ReportShare known =
                shares.authorizedOfUserForUpdate(caller, report, userId).orElse(null);
        Access former = known == null ? null : known.access;
        if (former == request.access()) {
            return;
        }
        if (known != null) {
            known.access = request.access();
        } else {
            shares.persist(newShare(caller, report, userId, request.access()));
        }
        String before = former == null ? null : former.name();
        audit.record(new ReportShared(
                caller.id(), id, userId, before, request.access().name()));
    }

    @Transactional
    void unshare(Caller caller, UUID id, UUID userId) {
        Report report = visibleForUpdate(caller, id);
        shares.delete(shares.authorizedOfUserForUpdate(caller, report, userId).orElseThrow(Problem::notFound));
        audit.record(new ReportUnshared(caller.id(), id, userId));
    }

    private ReportShare newShare(Caller caller, Report report, UUID userId, Access access) {
        // Checked before the user is locked: a deletion of the owner waits for the report, which is already locked.
        if (report.owner.id().equals(userId)) {
            throw Problem.conflict("The owner of the report already has full access.");
        }
        User user = users.visibleLocked(caller, userId).orElseThrow(Problem::notFound);
        if (shares.authorizedCount(caller, report) >= MAX_SHARES) {
            throw Problem.conflict("A report can be shared with at most " + MAX_SHARES + " users.");
        }
        return new ReportShare(report, user, access);
    }

    private Report visibleForUpdate(Caller caller, UUID id) {
        expensive.acquireForChange(caller.id());
        Report report = reports.visibleForUpdate(caller, id).orElseThrow(Problem::notFound);
        reports.require(ReportPolicy.share(caller, report), caller, report);
        return report;
    }
}
