package org.acme.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.acme.security.authorization.Permissions;
import org.acme.shared.Keyset;

/**
 * Writes the part of a query that finds the rows of a page. What a caller may see has up to three branches: own
 * reports, reports shared with the caller, published internal reports. Each branch is read in the order of an index and
 * ends after the rows of one page, and the branches are merged, so a page costs the same however many reports are
 * stored. A single condition with {@code or} would read the whole order until enough visible rows are found.
 *
 * <p>The text is made of constants only; values travel as parameters (OWASP Query Parameterization Cheat Sheet).
 */
final class ReportBranches {

    private static final String OF_REPORTS = "select r.id as id, r.%s as place%s from Report r where ";
    private static final String OF_SHARES = "select r.key.reportId as id, r.%s as place%s from ReportShare r where ";
    private static final String MERGED = "(%1$s) order by place %2$s, id %2$s fetch first %3$s rows only";

    private final ReportQuery query;
    private final Keyset after;
    private final int depth;
    private final List<String> branches = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /**
     * @param after the last row of the page before; null for the first page
     * @param depth the most rows to read of each branch; a part of the text, because the database plans a page well
     *     only when it knows its size
     */
    ReportBranches(Caller caller, ReportQuery query, Keyset after, int depth) {
        this.query = query;
        this.after = after;
        this.depth = depth;
        if (caller.may(Permissions.REPORTS_MODERATE)) {
            addAll();
        } else {
            addVisibleTo(caller.id());
        }
    }

    /** Whether the filters leave nothing that the caller could see. */
    boolean areNone() {
        return branches.isEmpty();
    }

    /** The ids of a page and their places in its order; one branch alone has that order already. */
    String merged() {
        return branches.size() == 1
                ? branches.get(0)
                : MERGED.formatted(String.join(" union ", branches), query.sort.direction(), depth);
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

    /** The order that clients get without asking has an index without the state, so it needs no parts. */
    private void addInOrder(String from, String condition, String id) {
        if (query.status == null && query.visibility == null && query.sort.isByCreation()) {
            add(from, condition, id);
        } else {
            addByState(from, condition, id);
        }
    }

    /** One branch for each status and visibility, because an index has an order only where these are fixed. */
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
        StringBuilder branch = new StringBuilder("(")
                .append(from.formatted(sort.property(), query.q == null ? "" : ", r.title as title"))
                .append(condition);
        if (after != null) {
            branch.append(" and ").append(sort.after(id));
            parameters.put("place", sort.key(after));
            parameters.put("id", after.id());
        }
        branches.add(branch.append(sort.orderBy(id))
                .append(" fetch first ")
                .append(depth)
                .append(" rows only)")
                .toString());
    }
}
