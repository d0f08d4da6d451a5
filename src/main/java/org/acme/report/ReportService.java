package org.acme.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import java.util.function.BiFunction;
import org.acme.paging.Cursors;
import org.acme.paging.Keyset;
import org.acme.paging.Page;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.report.sharing.Shares;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Decision;
import org.acme.security.concurrency.ExpensiveRequests;
import org.acme.security.idempotency.Idempotency;
import org.acme.shared.IfMatch;
import org.acme.user.Users;
import org.jspecify.annotations.Nullable;

/** Reads and changes reports. */
@ApplicationScoped
class ReportService {

    private final Reports reports;
    private final Shares shares;
    private final Users users;
    private final Cursors cursors;
    private final ExpensiveRequests expensive;
    private final Event<ReportPublished> published;
    private final ReportAudit audit;
    private final Idempotency idempotency;
    private final Clock clock;

    ReportService(
            Reports reports,
            Shares shares,
            Users users,
            Cursors cursors,
            ExpensiveRequests expensive,
            Event<ReportPublished> published,
            ReportAudit audit,
            Idempotency idempotency,
            Clock clock) {
        this.reports = reports;
        this.shares = shares;
        this.users = users;
        this.cursors = cursors;
        this.expensive = expensive;
        this.published = published;
        this.audit = audit;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Page<ReportItemView> list(Caller caller, ReportQuery query) {
        Keyset after = cursors.open(caller, query.list(), query.cursor);
        if (query.q != null) {
            expensive.acquire(caller.id());
        }
        return cursors.page(caller, query.list(), reports.page(caller, query, after));
    }

    ReportView read(Caller caller, UUID id) {
        return reports.view(caller, id).orElseThrow(Problem::notFound);
    }

    @Transactional
    ReportView create(Caller caller, CreateReport request) {
        idempotency.claim();
        Report report = new Report(users.reference(caller), request, clock.instant());
        reports.persist(report);
        return ReportView.of(report, OwnerView.of(caller), caller);
    }

    /** @param ifMatch the version that the client read; null when the header is missing */
    @Transactional
    ReportView revise(Caller caller, UUID id, @Nullable IfMatch ifMatch, ReviseReport revision) {
        Report report = visibleForUpdate(caller, id);
        reports.require(ReportPolicy.revise(caller, report, shares.ofCaller(caller, report)), caller, report);
        if (ifMatch == null) {
            throw new Problem(ProblemCode.PRECONDITION_REQUIRED);
        }
        requireMatch(caller, report, ifMatch);
        reports.require(ReportPolicy.setVisibility(caller, report, revision.visibility()), caller, report);
        audit.revised(caller, report, revision);
        report.revise(revision, clock.instant());
        return flush(caller, report);
    }

    @Transactional
    void delete(Caller caller, UUID id, @Nullable IfMatch ifMatch) {
        Report report = authorizedForUpdate(caller, id, ifMatch, ReportPolicy::delete);
        audit.deleted(caller, report);
        reports.delete(report);
        idempotency.forget(id);
    }

    @Transactional
    ReportView publish(Caller caller, UUID id, @Nullable IfMatch ifMatch) {
        Report report = authorizedForUpdate(caller, id, ifMatch, ReportPolicy::transition);
        report.publish(clock.instant());
        audit.statusChanged(caller, report);
        ReportView view = flush(caller, report);
        published.fire(new ReportPublished(report.id, report.owner.id(), report.updatedAt));
        return view;
    }

    @Transactional
    ReportView archive(Caller caller, UUID id, @Nullable IfMatch ifMatch) {
        Report report = authorizedForUpdate(caller, id, ifMatch, ReportPolicy::transition);
        report.archive(clock.instant());
        audit.statusChanged(caller, report);
        return flush(caller, report);
    }

    @Transactional
    void moderate(Caller caller, UUID id, ModerateReport request) {
        Report report = visibleForUpdate(caller, id);
        audit.noted(caller, report, request);
        report.moderationNote = request.moderationNote();
    }

    private Report visibleForUpdate(Caller caller, UUID id) {
        expensive.acquireForChange(caller.id());
        return reports.visibleForUpdate(caller, id).orElseThrow(Problem::notFound);
    }

    private Report authorizedForUpdate(
            Caller caller, UUID id, @Nullable IfMatch ifMatch, BiFunction<Caller, Report, Decision> policy) {
        Report report = visibleForUpdate(caller, id);
        reports.require(policy.apply(caller, report), caller, report);
        requireMatch(caller, report, ifMatch);
        return report;
    }

    private static void requireMatch(Caller caller, Report report, @Nullable IfMatch ifMatch) {
        if (ifMatch != null && !ifMatch.matches(ReportView.of(report, caller).tag(), report.version)) {
            throw new Problem(ProblemCode.PRECONDITION_FAILED);
        }
    }

    /** Flushes, so that the response contains the version that the database has. */
    private ReportView flush(Caller caller, Report report) {
        reports.flush();
        return ReportView.of(report, caller);
    }
}
