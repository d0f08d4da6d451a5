package org.acme.report;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.acme.paging.Cursors;
import org.acme.paging.PageQuery;
import org.acme.paging.TextSearch;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters and the order of a list of reports. */
public class ReportQuery extends PageQuery {

    static final int MAX_SEARCH = 100;

    @QueryParam("status")
    @Nullable
    ReportStatus status;

    @QueryParam("visibility")
    @Nullable
    Visibility visibility;

    @QueryParam("owner")
    @Nullable
    UUID owner;

    @Parameter(description = "Matches any part of the title, ignoring case. " + TextSearch.PAGES)
    @QueryParam("q")
    @Size(max = MAX_SEARCH)
    @Nullable
    String q;

    @QueryParam("sort")
    @DefaultValue(ReportSort.DEFAULT)
    ReportSort sort;

    /** All reports that the caller may see, in an order that no change of a report affects. */
    static ReportQuery everything() {
        ReportQuery query = new ReportQuery();
        query.sort = ReportSort.CREATED_AT;
        return query;
    }

    /** Identifies the list by its filters and order. A cursor is valid only for the list that returned it. */
    String list() {
        return Cursors.list("reports", sort, status, visibility, owner, q);
    }
}
