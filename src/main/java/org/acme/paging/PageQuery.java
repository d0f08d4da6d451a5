package org.acme.paging;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The page of a list to return: a {@code @BeanParam}, which a list with filters extends. */
public class PageQuery {

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    public PageLimit limit;

    @QueryParam("cursor")
    @Nullable
    public String cursor;
}
