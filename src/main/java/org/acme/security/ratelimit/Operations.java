package org.acme.security.ratelimit;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/**
 * Knows before a request is matched which operation it is for, so that all its windows are asked in one go. Should it
 * ever be mistaken, {@link OperationLimit} makes up for it.
 */
@Singleton
class Operations {

    private final Policies policies;
    private final Map<Method, Operation> known = new ConcurrentHashMap<>();
    private volatile Map<String, Route> literal = Map.of();
    private volatile List<Route> others = List.of();

    Operations(Policies policies) {
        this.policies = policies;
    }

    /** A mistake in an annotation stops the start. */
    void read(@Observes StartupEvent start) {
        List<Route> routes = new ArrayList<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "/", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String template, RuntimeResource resource) {
                        if (method != null) {
                            routes.add(Route.of(method, template, operation(resource)));
                        }
                    }
                });
        literal = routes.stream()
                .filter(Route::isLiteral)
                .collect(Collectors.toMap(route -> route.method() + route.template(), route -> route, (a, b) -> a));
        List<Route> templates = routes.stream()
                .filter(route -> !route.isLiteral())
                .sorted(Route.BEST_FIRST)
                .toList();
        // Nothing is compared with each request while none of them is limited.
        others = templates.stream().anyMatch(route -> route.operation() != null) ? templates : List.of();
    }

    private Operation operation(RuntimeResource resource) {
        try {
            Method method = resource.getResourceClass()
                    .getDeclaredMethod(resource.getJavaMethodName(), resource.getParameterTypes());
            return Operation.isLimited(method) ? waiting(resource, of(method)) : null;
        } catch (NoSuchMethodException inherited) {
            return null;
        }
    }

    /** A thread that must not wait cannot ask for a window that only the body names. */
    private static Operation waiting(RuntimeResource resource, Operation operation) {
        if (operation.needsBody() && !resource.isBlocking()) {
            throw new IllegalStateException("@RateLimited on " + operation.name() + " needs a blocking operation");
        }
        return operation;
    }

    /** The operation that a method is. */
    Operation of(Method method) {
        return known.computeIfAbsent(method, any -> Operation.of(any, policies));
    }

    /** The operation that a request will reach, or null when that has no policies of its own. */
    Operation at(String method, String path) {
        Operation found = find(method, path);
        return found == null && method.equals("HEAD") ? find("GET", path) : found;
    }

    private Operation find(String method, String path) {
        String plain = Route.plain(path);
        Route route = literal.get(method + plain);
        if (route != null) {
            return route.operation();
        }
        for (Route other : others) {
            if (other.leadsTo(method, plain)) {
                return other.operation();
            }
        }
        return null;
    }
}
