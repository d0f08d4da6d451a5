package org.acme.report;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Permissions;
import org.acme.shared.Keyset;
import org.acme.shared.Restrictions;

/** The reports that a caller may see; a report that they may not see is not even loaded. */
@ApplicationScoped
class Reports implements PanacheRepositoryBase<Report, UUID> {

    private static final String FROM = "from Report r join fetch r.owner";

    private static final String VISIBLE = """
            r.owner.id = %1$s
            or r.status = PUBLISHED and r.visibility = INTERNAL
            or exists (select 1 from ReportShare s where s.key.reportId = r.id and s.key.userId = %1$s)""";

    Optional<Report> visible(Caller caller, UUID id) {
        Restrictions restrictions = visibleTo(caller).and("r.id = :id").with("id", id);
        return find(FROM + restrictions.where(), restrictions.parameters()).firstResultOptional();
    }

    /** The report is locked until the transaction ends, so that of two changes the second sees the first. */
    Optional<Report> visibleForUpdate(Caller caller, UUID id) {
        Restrictions restrictions = visibleTo(caller).and("r.id = :id").with("id", id);
        return find("from Report r" + restrictions.where(), restrictions.parameters())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<Report> page(Caller caller, ReportQuery query, Keyset after) {
        Restrictions restrictions = visibleTo(caller)
                .and("r.status = :status", "status", query.status)
                .and("r.visibility = :visibility", "visibility", query.visibility)
                .and("r.owner.id = :owner", "owner", query.owner)
                .and("lower(r.title) like lower(:q) escape '!'", "q", Restrictions.containing(query.q));
        if (after != null) {
            restrictions.and(query.sort.after(), "key", query.sort.key(after)).with("id", after.id());
        }
        return find(FROM + restrictions.where() + query.sort.orderBy(), restrictions.parameters())
                .page(0, query.limit.probe())
                .list();
    }

    /** The next rows of an export, in the order of their ids. */
    List<Report> chunk(Caller caller, UUID after, int size) {
        Restrictions restrictions = visibleTo(caller).and("r.id > :after", "after", after);
        return find(FROM + restrictions.where() + " order by r.id", restrictions.parameters())
                .page(0, size)
                .list();
    }

    /** Which of these users can see a report, by the same rule: asked for many at once, of whom none is calling. */
    List<UUID> unscopedReaders(UUID id, Collection<UUID> users, Collection<UUID> moderators) {
        return getEntityManager()
                .createQuery(
                        "select u.id from Report r, User u where r.id = :id and u.id in :users and (u.id in :moderators or "
                                + VISIBLE.formatted("u.id") + ")",
                        UUID.class)
                .setParameter("id", id)
                .setParameter("users", users)
                .setParameter("moderators", moderators)
                .getResultList();
    }

    private static Restrictions visibleTo(Caller caller) {
        Restrictions restrictions = new Restrictions();
        return caller.may(Permissions.REPORTS_MODERATE)
                ? restrictions
                : restrictions.and(VISIBLE.formatted(":caller"), "caller", caller.id());
    }
}
