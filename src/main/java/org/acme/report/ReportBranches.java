package org.acme.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Keyset;
import org.acme.security.authentication.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Builds the query for the rows of a page. What a caller may see has three sources: own reports, reports shared with
 * the caller, published internal reports. Each has one branch, or one for each status and visibility. Each branch is
 * read in the order of an index and ends after the rows of one page; then the branches are merged. A page therefore
 * costs the same regardless of the number of stored reports. A single condition with {@code or} would read the whole
 * index until enough visible rows are found.
 *
 * <p>The query text consists of constants; values are bound as parameters (OWASP Query Parameterization Cheat Sheet).
 */
final class ReportBranches {

    private static final String COLUMNS = """
            r.title as title, r.status as status, r.visibility as visibility, r.createdAt as createdAt,
            r.updatedAt as updatedAt,\s""";
    private static final String OF_REPORTS =
            "select r.id as id, r.owner.id as owner, " + COLUMNS + "r.version as version from Report r where ";

    /** A share has all columns of its report but the version. For a join, the database could read all reports. */
    private static final String OF_SHARES = "select r.key.reportId as id, r.ownerId as owner, " + COLUMNS
            + "(select v.version from Report v where v.id = r.key.reportId) as version from ReportShare r where ";

    private static final String MERGED = "(%1$s) order by %2$s %3$s, id %3$s fetch first %4$s rows only";

    private final ReportQuery query;
    private final @Nullable Keyset after;
    private final int depth;
    private final List<String> branches = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * @param after the last row of the previous page; null for the first page
     * @param depth the maximum number of rows to read of each branch; part of the query text, because the database
     *     plans a page well only when it knows the size
     */
    ReportBranches(Caller caller, ReportQuery query, @Nullable Keyset after, int depth) {
        this.query = query;
        this.after = after;
        this.depth = depth;
        if (caller.may(Permissions.REPORTS_MODERATE)) {
            addAll();
        } else {
            addVisibleTo(caller.id());
        }
    }

    /** Whether the filters exclude every report that the caller may see. */
    boolean isEmpty() {
        return branches.isEmpty();
    }

    /**
     * The rows of a page. A published report that is also owned by or shared with the caller occurs twice: the database
     * would need longer to remove it than to read it. A single branch is already in order and needs no merge.
     *
     * @param rows the maximum number of rows, which counts both occurrences
     */
    String merged(int rows) {
        return branches.size() == 1
                ? branches.get(0)
                : MERGED.formatted(
                        String.join(" union all ", branches), query.sort.property(), query.sort.direction(), rows);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void addAll() {
        if (query.owner == null) {
            addByState(OF_REPORTS, "true", "r.id");
        } else {
            addOwned(query.owner);
        }
    }

    private void addVisibleTo(UUID caller) {
        if (query.owner == null || query.owner.equals(caller)) {
            addOwned(caller);
        }
        if (!caller.equals(query.owner)) {
            String byOwner = query.owner == null ? "" : " and r.ownerId = :owner";
            addInOrder(OF_SHARES, "r.key.userId = :reader" + byOwner, "r.key.reportId");
            parameters.put("reader", caller);
            addPublished();
        }
        if (query.owner != null) {
            parameters.put("owner", query.owner);
        }
    }

    private void addOwned(UUID owner) {
        addInOrder(OF_REPORTS, "r.owner.id = :owner", "r.id");
        parameters.put("owner", owner);
    }

    private void addPublished() {
        if (asksFor(ReportStatus.PUBLISHED, Visibility.INTERNAL)) {
            String byOwner = query.owner == null ? "" : " and r.owner.id = :owner";
            add(OF_REPORTS, "r.status = PUBLISHED and r.visibility = INTERNAL" + byOwner, "r.id");
        }
    }

    /** The default order has an index without status and visibility, so it needs only one branch. */
    private void addInOrder(String from, String condition, String id) {
        if (query.status == null && query.visibility == null && query.sort.isByCreation()) {
            add(from, condition, id);
        } else {
            addByState(from, condition, id);
        }
    }

    /** Adds one branch for each status and visibility: the index is ordered only within fixed values of both. */
    private void addByState(String from, String condition, String id) {
        for (ReportStatus status : ReportStatus.values()) {
            for (Visibility visibility : Visibility.values()) {
                if (asksFor(status, visibility)) {
                    add(from, condition + " and r.status = " + status + " and r.visibility = " + visibility, id);
                }
            }
        }
    }

    private boolean asksFor(ReportStatus status, Visibility visibility) {
        return (query.status == null || query.status == status)
                && (query.visibility == null || query.visibility == visibility);
    }

    private void add(String from, String condition, String id) {
        ReportSort sort = query.sort;
        String position = "";
        if (after != null) {
            position = " and " + sort.after(id);
            parameters.put("sortKey", sort.key(after));
            parameters.put("id", after.id());
        }
        branches.add("(" + from + condition + position + sort.orderBy(id) + " fetch first " + depth + " rows only)");
    }
}
