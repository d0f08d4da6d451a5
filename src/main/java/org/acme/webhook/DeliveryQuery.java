package org.acme.webhook;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.acme.paging.PageLimit;

/** The page of deliveries to return, newest first. */
public class DeliveryQuery {

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    PageLimit limit;

    @QueryParam("cursor")
    String cursor;
}
