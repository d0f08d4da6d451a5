package org.acme.report.sharing;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.report.Report;
import org.acme.report.ReportPolicy;
import org.acme.security.authentication.Caller;

/** Stores the shares of reports. {@link ReportPolicy} decides whether the caller may see or change them. */
@ApplicationScoped
public class Shares implements PanacheRepositoryBase<ReportShare, ReportShare.Key> {

    private static final String VIEW = "select s.key.userId, u.displayName, s.access from ReportShare s join s.user u";

    /** The access that a share grants the caller. */
    public Optional<Access> ofCaller(Caller caller, Report report) {
        return findByIdOptional(new ReportShare.Key(report.id, caller.id())).map(share -> share.access);
    }

    /** All shares of a report that the caller {@linkplain ReportPolicy#share may share}. */
    List<ShareView> authorizedOf(Caller caller, Report report) {
        ReportPolicy.share(caller, report).orForbidden();
        return find(VIEW + " where s.key.reportId = ?1 order by s.key.userId", report.id)
                .project(ShareView.class)
                .list();
    }

    long authorizedCount(Caller caller, Report report) {
        ReportPolicy.share(caller, report).orForbidden();
        return count("key.reportId", report.id);
    }

    /** Locks the share until the transaction ends, because a deletion of the user deletes it as well. */
    Optional<ReportShare> authorizedOfUserForUpdate(Caller caller, Report report, UUID user) {
        ReportPolicy.share(caller, report).orForbidden();
        return findByIdOptional(new ReportShare.Key(report.id, user), LockModeType.PESSIMISTIC_WRITE);
    }
}
