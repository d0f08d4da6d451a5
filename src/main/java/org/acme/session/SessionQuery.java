package org.acme.session;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.acme.security.payload.PageLimit;

/** The part of the caller's sessions that a client asks for. */
public class SessionQuery {

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    PageLimit limit;

    @QueryParam("cursor")
    String cursor;
}
