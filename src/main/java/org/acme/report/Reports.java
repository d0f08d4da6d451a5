package org.acme.report;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Keyset;
import org.acme.paging.Restrictions;
import org.acme.paging.Slice;
import org.acme.paging.TextSearch;
import org.acme.problem.Problem;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Decision;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Stores reports. Every finder restricts the query to the reports that the caller may see. */
@ApplicationScoped
public class Reports implements PanacheRepositoryBase<Report, UUID> {

    private static final String FROM = "from Report r join fetch r.owner";

    private static final String VISIBLE = """
            r.owner.id = %1$s
            or r.status = PUBLISHED and r.visibility = INTERNAL
            or exists (select 1 from ReportShare s where s.key.reportId = r.id and s.key.userId = %1$s)""";

    private static final String VISIBLE_TO_CALLER = VISIBLE.formatted(":caller");

    private static final String VIEW = "select new org.acme.report.ReportView(" + ReportPage.FIELDS_OF_REPORT
            + ", r.body, r.moderationNote) from Report r join User o on o.id = r.owner.id";

    private static final String TITLED = "select id from reports_titled(:pattern, :most) as id";
    private static final String TITLED_FOR_CALLER = "select id from reports_titled_for(:caller, :pattern, :most) as id";

    /** Reads what a report shows, without the other columns of its owner. */
    Optional<ReportView> view(Caller caller, UUID id) {
        Restrictions restrictions = visibleTo(caller).and("r.id = :id").with("id", id);
        var view = getEntityManager().createQuery(VIEW + restrictions.where(), ReportView.class);
        restrictions.parameters().forEach(view::setParameter);
        return view.getResultList().stream().findFirst().map(found -> found.seenBy(caller));
    }

    public Optional<Report> visible(Caller caller, UUID id) {
        Restrictions restrictions = visibleTo(caller).and("r.id = :id").with("id", id);
        return find(FROM + restrictions.where(), restrictions.parameters()).firstResultOptional();
    }

    /** Locks the report until the transaction ends, so that of two concurrent changes the second sees the first. */
    public Optional<Report> visibleForUpdate(Caller caller, UUID id) {
        Restrictions restrictions = visibleTo(caller).and("r.id = :id").with("id", id);
        return find("from Report r" + restrictions.where(), restrictions.parameters())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** @throws Problem 403 for a refused change, 404 when a share was revoked while the change waited for the lock */
    public void require(Decision decision, Caller caller, Report report) {
        if (!decision.allowed()) {
            view(caller, report.id).orElseThrow(Problem::notFound);
        }
        decision.orForbidden();
    }

    /**
     * Reads one page, without the columns that a list does not show. A page of a search for a frequent text can contain
     * fewer rows than requested and still have a next page, because each request reads a bounded part of the list.
     */
    Slice<ReportItemView> page(Caller caller, ReportQuery query, @Nullable Keyset after) {
        if (query.q == null) {
            List<ReportItemView> rows =
                    new ReportPage(caller, query, after, query.limit.roundedProbe()).read(getEntityManager());
            return Slice.of(rows, query.limit.value(), query.sort::position);
        }
        String pattern = Restrictions.containing(query.q);
        List<UUID> hits = TextSearch.hasTrigram(query.q) ? titled(caller, pattern) : null;
        return hits == null || hits.size() > TextSearch.RARE
                ? new ReportPage(caller, query, after, TextSearch.DEPTH).search(getEntityManager(), pattern)
                : among(hits, caller, query, after);
    }

    /**
     * Ids of reports whose title matches, at most {@link TextSearch#RARE} + 1 of each kind: own, published and shared.
     * More than {@code RARE} in all mean that the list must be read instead: the text is frequent, or the caller has
     * over 4,000 own or shared reports, whose ids are then returned without a match. Only reports that the caller may
     * see are read: otherwise the kind or the duration of the search would disclose titles of hidden ones.
     */
    private List<UUID> titled(Caller caller, String pattern) {
        boolean everything = caller.may(Permissions.REPORTS_MODERATE);
        NativeQuery<Object> titled = getSession()
                .createNativeQuery(everything ? TITLED : TITLED_FOR_CALLER, Object.class)
                .setParameter("pattern", pattern)
                .setParameter("most", TextSearch.RARE + 1);
        if (!everything) {
            titled.setParameter("caller", caller.id());
        }
        return titled.getResultStream().map(UUID.class::cast).toList();
    }

    private Slice<ReportItemView> among(List<UUID> hits, Caller caller, ReportQuery query, @Nullable Keyset after) {
        Restrictions restrictions = visibleTo(caller)
                .and("r.id in :hits", "hits", hits)
                .and("r.status = :status", "status", query.status)
                .and("r.visibility = :visibility", "visibility", query.visibility)
                .and("r.owner.id = :owner", "owner", query.owner);
        if (after != null) {
            restrictions
                    .and(query.sort.after("r.id"), "sortKey", query.sort.key(after))
                    .with("id", after.id());
        }
        var rows = getEntityManager()
                .createQuery(
                        "select " + ReportPage.OF_REPORT + " from Report r join r.owner o" + restrictions.where()
                                + query.sort.orderBy("r.id"),
                        ReportItemView.class)
                .setMaxResults(query.limit.probe());
        restrictions.parameters().forEach(rows::setParameter);
        return Slice.of(rows.getResultList(), query.limit.value(), query.sort::position);
    }

    /** The next rows of an export, oldest first. */
    public List<ReportItemView> chunk(Caller caller, @Nullable Keyset after, int size) {
        return new ReportPage(caller, ReportQuery.everything(), after, size).read(getEntityManager());
    }

    /** Returns which of these users, who are all moderators or none of them, can see a report, by the same rule. */
    List<UUID> unscopedReaders(UUID id, Collection<UUID> users, boolean moderating) {
        String visible = moderating ? "" : " and (" + VISIBLE.formatted("u.id") + ")";
        return getEntityManager()
                .createQuery(
                        "select u.id from Report r, User u where r.id = :id and u.id in :users" + visible, UUID.class)
                .setParameter("id", id)
                .setParameter("users", users)
                .getResultList();
    }

    private static Restrictions visibleTo(Caller caller) {
        return caller.may(Permissions.REPORTS_MODERATE)
                ? new Restrictions()
                : new Restrictions().and(VISIBLE_TO_CALLER, "caller", caller.id());
    }
}
