package org.acme.security.botdefense;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.acme.security.authentication.Caller;

/** Counts a use of a marked operation after all other request filters. */
@Provider
@SensitiveFlow
@Priority(Priorities.USER)
class SensitiveFlowFilter implements ContainerRequestFilter {

    private final FlowQuota quota;
    private final Instance<Caller> caller;

    @Context
    ResourceInfo operation;

    SensitiveFlowFilter(FlowQuota quota, Instance<Caller> caller) {
        this.quota = quota;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        SensitiveFlow flow = operation.getResourceMethod().getAnnotation(SensitiveFlow.class);
        quota.use(caller.get(), flow.value());
    }
}
