package org.acme.webhook;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.acme.security.payload.PageLimit;

/** Which deliveries to list; the newest come first. */
public class DeliveryQuery {

    @QueryParam("limit")
    @DefaultValue(PageLimit.DEFAULT)
    PageLimit limit;

    @QueryParam("cursor")
    String cursor;
}
