package org.acme.security.ratelimit;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.stream.Stream;

/**
 * Decides where only the body tells whose window a request counts in, and wherever {@link CallerLimit} did not know the
 * operation: nothing annotated is reached without a decision. It comes before validation, which would tell what is
 * wrong with a guess for free.
 */
@Interceptor
@RateLimited({})
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class OperationLimit {

    private final Operations operations;
    private final Admission admission;

    OperationLimit(Operations operations, Admission admission) {
        this.operations = operations;
        this.admission = admission;
    }

    @AroundInvoke
    Object check(InvocationContext call) throws Exception {
        Operation operation = operations.of(call.getMethod());
        Keyed named = named(call.getParameters());
        admission.ask(claims -> operation.policies().forEach(policy -> claims.add(policy, operation, named)));
        return call.proceed();
    }

    private static Keyed named(Object[] parameters) {
        return Stream.of(parameters)
                .filter(Keyed.class::isInstance)
                .map(Keyed.class::cast)
                .findFirst()
                .orElse(null);
    }
}
