package org.acme.report;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.UUID;
import org.acme.paging.Keyset;
import org.acme.paging.Slice;
import org.acme.security.authentication.Caller;
import org.jspecify.annotations.Nullable;

/** Reads one page of reports from the merged {@link ReportBranches}, without the columns that a list does not show. */
final class ReportPage {

    /** What a list shows of a row and its owner, in the order of {@link ReportItemView}. */
    private static final String FIELDS = """
            %1$s.id, %1$s.title, %1$s.status, %1$s.visibility,
            new org.acme.report.OwnerView(%2$s), %1$s.createdAt, %1$s.updatedAt, %1$s.version""";

    private static final String ITEM = "new org.acme.report.ReportItemView(" + FIELDS + ")";

    /** The fields of a report {@code r} and its owner {@code o}. */
    static final String FIELDS_OF_REPORT = FIELDS.formatted("r", "o.id, o.displayName");

    static final String OF_REPORT = "new org.acme.report.ReportItemView(" + FIELDS_OF_REPORT + ")";

    /** A subquery, because the database would read all users for a join when they are few. */
    private static final String OF_PAGE =
            "select " + ITEM.formatted("page", "page.owner, (select o.displayName from User o where o.id = page.owner)")
                    + " from (%1$s) page%2$s order by page.%3$s %4$s, page.id %4$s";

    private static final String LAST =
            "select page.id, page.%2$s from (%1$s) page order by page.%2$s %3$s, page.id %3$s";

    /** Rows of one report in the merged branches, at most. */
    private static final int MAX_OCCURRENCES = 2;

    private final ReportQuery query;
    private final int depth;
    private final ReportBranches branches;

    /**
     * @param after the last row of the previous page; null for the first page
     * @param depth the maximum number of rows to read of each branch
     */
    ReportPage(Caller caller, ReportQuery query, @Nullable Keyset after, int depth) {
        this.query = query;
        this.depth = depth;
        this.branches = new ReportBranches(caller, query, after, depth);
    }

    /** All rows within the depth. */
    List<ReportItemView> read(EntityManager database) {
        return branches.isEmpty()
                ? List.of()
                : distinct(items(database, MAX_OCCURRENCES * depth, "").getResultList(), depth);
    }

    /**
     * The rows within the depth whose title contains the text, up to a full page, and the position where the search
     * ended.
     */
    Slice<ReportItemView> search(EntityManager database, String pattern) {
        if (branches.isEmpty()) {
            return new Slice<>(List.of(), null);
        }
        List<ReportItemView> found = items(database, depth, " where lower(page.title) like lower(:q) escape '!'")
                .setParameter("q", pattern)
                .setMaxResults(MAX_OCCURRENCES * query.limit.probe())
                .getResultList();
        List<ReportItemView> rows = distinct(found, query.limit.probe());
        Slice<ReportItemView> page = Slice.of(rows, query.limit.value(), query.sort::position);
        return page.next() == null ? new Slice<>(rows, end(database)) : page;
    }

    private static List<ReportItemView> distinct(List<ReportItemView> rows, int most) {
        return rows.stream().distinct().limit(most).toList();
    }

    private TypedQuery<ReportItemView> items(EntityManager database, int rows, String condition) {
        return bound(database.createQuery(
                OF_PAGE.formatted(branches.merged(rows), condition, query.sort.property(), query.sort.direction()),
                ReportItemView.class));
    }

    /** The position of the last row read, if more rows may follow. */
    private @Nullable Keyset end(EntityManager database) {
        String last = LAST.formatted(branches.merged(depth), query.sort.property(), query.sort.direction());
        return bound(database.createQuery(last, Object[].class))
                .setFirstResult(depth - 1)
                .setMaxResults(1)
                .getResultStream()
                .map(row -> new Keyset((UUID) row[0], row[1].toString()))
                .findFirst()
                .orElse(null);
    }

    private <T> TypedQuery<T> bound(TypedQuery<T> page) {
        branches.parameters().forEach(page::setParameter);
        return page;
    }
}
