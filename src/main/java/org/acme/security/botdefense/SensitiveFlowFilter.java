package org.acme.security.botdefense;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import org.acme.security.authentication.CurrentCaller;
import org.acme.shared.FilterOrder;

/** Counts a use of a marked operation. */
@Provider
@SensitiveFlow
@Priority(FilterOrder.RestFilters.SENSITIVE_FLOW)
class SensitiveFlowFilter implements ContainerRequestFilter {

    private final FlowQuota quota;
    private final CurrentCaller caller;

    @Context
    ResourceInfo operation;

    SensitiveFlowFilter(FlowQuota quota, CurrentCaller caller) {
        this.quota = quota;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        quota.use(caller.get(), of(operation.getResourceMethod()).orElseThrow().value());
    }

    /** The flow of an operation, or of its class. */
    static Optional<SensitiveFlow> of(Method operation) {
        return Optional.ofNullable(operation.getAnnotation(SensitiveFlow.class))
                .or(() -> Optional.ofNullable(operation.getDeclaringClass().getAnnotation(SensitiveFlow.class)));
    }
}
