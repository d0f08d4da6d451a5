package org.acme.security.ratelimit.http;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.stream.Stream;
import org.acme.security.ratelimit.Keyed;
import org.acme.security.ratelimit.RateLimited;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Applies the policies that need the request body, and any policy of the operation that {@link CallerLimitFilter} has
 * not applied: no annotated operation runs without a decision.
 */
@Interceptor
@RateLimited({})
@Priority(FilterOrder.Interceptors.OPERATION_LIMIT)
class OperationLimitInterceptor {

    private final Operations operations;
    private final RateLimiter limiter;

    OperationLimitInterceptor(Operations operations, RateLimiter limiter) {
        this.operations = operations;
        this.limiter = limiter;
    }

    @AroundInvoke
    Object check(InvocationContext call) throws Exception {
        Operation operation = operations.of(call.getMethod());
        Keyed named = named(call.getParameters());
        limiter.admit(hits -> operation.policies().forEach(policy -> hits.add(policy, operation, named)));
        return call.proceed();
    }

    private static @Nullable Keyed named(Object[] parameters) {
        return Stream.of(parameters)
                .filter(Keyed.class::isInstance)
                .map(Keyed.class::cast)
                .findFirst()
                .orElse(null);
    }
}
