package org.acme.report;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.Caller;

/** With whom reports are shared. Whether the caller may see or change that is the policy's decision on the report. */
@ApplicationScoped
class Shares implements PanacheRepositoryBase<ReportShare, ReportShare.Key> {

    private static final String VIEW = "select s.key.userId, u.displayName, s.access from ReportShare s join s.user u";

    /** What the caller may do with a report that is shared with them. */
    Optional<Access> ofCaller(Caller caller, Report report) {
        return findByIdOptional(new ReportShare.Key(report.id, caller.id())).map(share -> share.access);
    }

    /** All shares of a report that the caller {@linkplain ReportPolicy#share may share}. */
    List<ShareView> of(Caller caller, Report report) {
        ReportPolicy.share(caller, report).orForbidden();
        return find(VIEW + " where s.key.reportId = ?1 order by s.key.userId", report.id)
                .project(ShareView.class)
                .list();
    }

    long count(Caller caller, Report report) {
        ReportPolicy.share(caller, report).orForbidden();
        return count("key.reportId", report.id);
    }

    /** The share is locked until the transaction ends: it goes with its user, who may be deleted meanwhile. */
    Optional<ReportShare> of(Caller caller, Report report, UUID user) {
        ReportPolicy.share(caller, report).orForbidden();
        return findByIdOptional(new ReportShare.Key(report.id, user), LockModeType.PESSIMISTIC_WRITE);
    }
}
