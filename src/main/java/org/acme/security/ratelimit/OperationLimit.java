package org.acme.security.ratelimit;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
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
    private final Windows windows;
    private final Verdict verdict;
    private final CurrentVertxRequest current;

    OperationLimit(Operations operations, Windows windows, Verdict verdict, CurrentVertxRequest current) {
        this.operations = operations;
        this.windows = windows;
        this.verdict = verdict;
        this.current = current;
    }

    @AroundInvoke
    Object check(InvocationContext call) throws Exception {
        RoutingContext ctx = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        RequestClaims claims = ctx == null ? null : RequestClaims.of(ctx);
        if (claims != null) {
            hold(ctx, claims, operations.of(call.getMethod()), named(call.getParameters()));
        }
        return call.proceed();
    }

    private void hold(RoutingContext ctx, RequestClaims claims, Operation operation, Keyed named) {
        operation.policies().forEach(policy -> claims.add(policy, operation, named));
        if (claims.hasUndecided()) {
            boolean admitted = windows.admit(claims)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            verdict.announce(ctx.response(), claims);
            if (!admitted) {
                throw verdict.refusal(claims);
            }
        }
    }

    private static Keyed named(Object[] parameters) {
        return Stream.of(parameters)
                .filter(Keyed.class::isInstance)
                .map(Keyed.class::cast)
                .findFirst()
                .orElse(null);
    }
}
