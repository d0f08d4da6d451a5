package org.acme.shared;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The methods that a path supports, for the {@code Allow} field (RFC 9110, section 10.2.1). */
@Singleton
public class AllowedMethods {

    private volatile List<Route> routes = List.of();

    void read(@Observes StartupEvent start) {
        routes = Route.all();
    }

    /**
     * The methods of the preferred route of a path, in alphabetical order, with those that every path supports.
     * {@code /users/me} does not support those of {@code /users/{id}}. Empty for an unknown path.
     */
    public Set<String> at(String path) {
        List<Route> here = routes.stream().filter(route -> route.isAt(path)).toList();
        Set<String> methods = here.stream()
                .filter(route ->
                        route.pattern().pattern().equals(here.get(0).pattern().pattern()))
                .map(Route::method)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }
}
