package org.acme.report;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.acme.security.payload.PageLimit;

/** Which reports to list, and in which order. */
public class ReportQuery {

    static final int MAX_SEARCH = 100;

    @QueryParam("status")
    ReportStatus status;

    @QueryParam("visibility")
    Visibility visibility;

    @QueryParam("owner")
    UUID owner;

    /** Found anywhere in the title, whatever its capitals. */
    @QueryParam("q")
    @Size(max = MAX_SEARCH)
    String q;

    @QueryParam("sort")
    @DefaultValue(ReportSort.DEFAULT)
    ReportSort sort;

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    PageLimit limit;

    @QueryParam("cursor")
    String cursor;

    /** All that the caller may see, in an order that no change of a report alters. */
    static ReportQuery everything() {
        ReportQuery query = new ReportQuery();
        query.sort = ReportSort.CREATED_AT;
        return query;
    }

    /** What makes this list another one than that; a cursor is good for one of them only. */
    String list() {
        return String.join("\0", "reports", sort.name(), "" + status, "" + visibility, "" + owner, "" + q);
    }
}
