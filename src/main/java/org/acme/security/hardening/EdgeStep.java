package org.acme.security.hardening;

import io.vertx.ext.web.RoutingContext;
import org.acme.problem.Problem;

/**
 * Something that every request goes through first, whatever becomes of it. A request that no route can take, such as
 * one without a usable {@code Host}, meets no filter; it meets these, because {@link Edge} takes them before it is
 * refused.
 */
public interface EdgeStep {

    /** Where it stands in {@link FilterOrder}; the higher number comes first. */
    int order();

    /** @return why the request ends here; null when it goes on */
    Problem take(RoutingContext ctx);
}
