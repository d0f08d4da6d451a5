package org.acme.security.ratelimit.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.acme.security.ratelimit.Policies;
import org.acme.shared.Route;
import org.acme.shared.RouteTable;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation of a request before JAX-RS matches it, so that all limits are decided at once. If it finds the
 * wrong one, {@link OperationLimitInterceptor} still applies the right limits.
 */
@Singleton
public class Operations {

    private final Policies policies;
    private final Map<Method, Operation> known = new ConcurrentHashMap<>();
    private volatile RouteTable<Operation> limited = RouteTable.empty();

    public Operations(Policies policies) {
        this.policies = policies;
    }

    /** An invalid annotation fails the startup. */
    void read(@Observes StartupEvent start) {
        limited =
                new RouteTable<>(Route.all(), route -> Operation.isLimited(route.operation()) ? limited(route) : null);
    }

    /** Only a blocking operation can wait for the decision on a key from the body. */
    private Operation limited(Route route) {
        Operation operation = of(route.operation());
        if (operation.needsBody() && !route.blocking()) {
            throw new IllegalStateException("@RateLimited on " + operation.name() + " requires a blocking operation");
        }
        return operation;
    }

    public Operation of(Method method) {
        return known.computeIfAbsent(method, unknown -> Operation.of(unknown, policies));
    }

    /** The operation that will serve a request; null when it has no policies of its own. */
    @Nullable
    Operation at(String method, String path) {
        return limited.find(method, path);
    }

    /** Adds the hits of the default policy and those of the operation; null for one without policies of its own. */
    public void addTo(RequestHits hits, @Nullable Operation operation) {
        hits.add(policies.named(Policies.DEFAULT), operation, null);
        if (operation != null) {
            operation.policies().forEach(policy -> hits.add(policy, operation, null));
        }
    }
}
