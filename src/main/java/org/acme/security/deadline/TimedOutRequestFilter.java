package org.acme.security.deadline;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;

/** Prevents JAX-RS from processing a request, or responding to one, that has already timed out. */
@Provider
@Priority(FilterOrder.RestFilters.TIMED_OUT)
class TimedOutRequestFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private final CurrentVertxRequest current;

    TimedOutRequestFilter(CurrentVertxRequest current) {
        this.current = current;
    }

    /** The request may have timed out while it waited for a worker thread. */
    @Override
    public void filter(ContainerRequestContext request) {
        RequestDeadline deadline = RequestDeadline.current(current);
        if (deadline != null && deadline.isTimedOut()) {
            request.abortWith(Response.status(ProblemCode.UNAVAILABLE.status()).build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        RequestDeadline deadline = RequestDeadline.current(current);
        if (deadline != null && !deadline.beginResponse()) {
            response.setEntity(null);
        }
    }
}
