package org.acme.security.edge;

import io.vertx.ext.web.RoutingContext;
import org.acme.problem.Problem;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * A control that every request passes. {@link EdgeFilter} runs all steps at {@link FilterOrder#UNREAD_BODY}. A request
 * that no route can match, such as one without a usable {@code Host}, passes no Vert.x filter; it passes these steps
 * before such a request is refused.
 */
public interface EdgeStep {

    /** The position among the steps, in {@link FilterOrder}; higher numbers run first. */
    int order();

    /** @return the refusal; null to continue */
    @Nullable
    Problem apply(RoutingContext ctx);
}
