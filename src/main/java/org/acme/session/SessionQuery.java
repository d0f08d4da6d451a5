package org.acme.session;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.acme.paging.PageLimit;

/** The page of the caller's sessions to return. */
public class SessionQuery {

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    PageLimit limit;

    @QueryParam("cursor")
    String cursor;
}
