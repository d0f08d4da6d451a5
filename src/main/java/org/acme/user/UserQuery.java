package org.acme.user;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.acme.security.payload.PageLimit;

/** Which users to list; they come in the order in which they were created. */
public class UserQuery {

    static final int MAX_SEARCH = 100;

    /** Found in the name, and in the e-mail by those who may see it. */
    @QueryParam("q")
    @Size(max = MAX_SEARCH)
    String q;

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    PageLimit limit;

    @QueryParam("cursor")
    String cursor;

    /** For protocols that have no query string. */
    static UserQuery of(String q, PageLimit limit, String cursor) {
        UserQuery query = new UserQuery();
        query.q = q;
        query.limit = limit;
        query.cursor = cursor;
        return query;
    }
}
