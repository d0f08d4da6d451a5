package org.acme.user;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.acme.security.payload.PageLimit;

/** Which users to list; they come in the order in which they were created. */
public class UserQuery {

    /** Found in the name, and in the e-mail by those who may see it. */
    @QueryParam("q")
    @Size(max = 100)
    String q;

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    PageLimit limit;

    @QueryParam("cursor")
    String cursor;
}
