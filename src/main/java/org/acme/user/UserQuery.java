package org.acme.user;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import org.acme.paging.PageQuery;
import org.acme.paging.TextSearch;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filter of a list of users, which is in the order of creation. */
public class UserQuery extends PageQuery {

    static final int MAX_SEARCH = 100;

    @Parameter(
            description =
                    "Matches any part of the name and, with `users:update`, of the e-mail address. " + TextSearch.PAGES)
    @QueryParam("q")
    @Size(max = MAX_SEARCH)
    @Nullable
    String q;
}
