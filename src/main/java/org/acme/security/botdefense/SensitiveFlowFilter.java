package org.acme.security.botdefense;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.acme.problem.Undo;
import org.acme.security.authentication.CurrentCaller;
import org.acme.shared.FilterOrder;

/**
 * Counts a use of a marked operation before it runs, so that parallel requests cannot exceed the quota, and takes it
 * back when the response is a problem.
 */
@Provider
@SensitiveFlow
@Priority(FilterOrder.RestFilters.SENSITIVE_FLOW)
class SensitiveFlowFilter implements ContainerRequestFilter {

    private static final int CLIENT_ERROR = 400;

    private final FlowQuota quota;
    private final CurrentCaller caller;
    private final CurrentVertxRequest current;

    @Context
    ResourceInfo operation;

    SensitiveFlowFilter(FlowQuota quota, CurrentCaller caller, CurrentVertxRequest current) {
        this.quota = quota;
        this.caller = caller;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String flow = of(operation.getResourceMethod()).orElseThrow().value();
        UUID user = caller.get().id();
        LocalDate day = quota.use(caller.get(), flow);
        RoutingContext ctx = current.getCurrent();
        ctx.addEndHandler(ended -> {
            if (ctx.response().getStatusCode() >= CLIENT_ERROR) {
                Undo.later(
                        () -> quota.takeBack(user, flow, day),
                        "A refused request of user " + user + " still counts in the quota of flow " + flow);
            }
        });
    }

    /** The flow of an operation, or of its class. */
    static Optional<SensitiveFlow> of(Method operation) {
        return Optional.ofNullable(operation.getAnnotation(SensitiveFlow.class))
                .or(() -> Optional.ofNullable(operation.getDeclaringClass().getAnnotation(SensitiveFlow.class)));
    }
}
