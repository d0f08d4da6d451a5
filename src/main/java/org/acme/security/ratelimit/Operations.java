package org.acme.security.ratelimit;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.acme.shared.Route;
import org.acme.shared.RouteTable;

/**
 * Knows before a request is matched which operation it is for, so that all its windows are asked in one go. Should it
 * ever be mistaken, {@link OperationLimit} makes up for it.
 */
@Singleton
class Operations {

    private final Policies policies;
    private final Map<Method, Operation> known = new ConcurrentHashMap<>();
    private volatile RouteTable<Operation> limited = RouteTable.empty();

    Operations(Policies policies) {
        this.policies = policies;
    }

    /** A mistake in an annotation stops the start. */
    void read(@Observes StartupEvent start) {
        limited =
                new RouteTable<>(Route.all(), route -> Operation.isLimited(route.operation()) ? waiting(route) : null);
    }

    /** A thread that must not wait cannot ask for a window that only the body names. */
    private Operation waiting(Route route) {
        Operation operation = of(route.operation());
        if (operation.needsBody() && !route.blocking()) {
            throw new IllegalStateException("@RateLimited on " + operation.name() + " requires a blocking operation");
        }
        return operation;
    }

    /** The operation that a method is. */
    Operation of(Method method) {
        return known.computeIfAbsent(method, any -> Operation.of(any, policies));
    }

    /** The operation that a request will reach, or null when that has no policies of its own. */
    Operation at(String method, String path) {
        return limited.find(method, path);
    }
}
