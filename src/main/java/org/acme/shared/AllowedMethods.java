package org.acme.shared;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** The methods that a path supports, for the {@code Allow} field (RFC 9110, section 10.2.1). */
@Singleton
public class AllowedMethods {

    private volatile List<Route> routes = List.of();

    void read(@Observes StartupEvent start) {
        routes = Route.all();
    }

    /**
     * The methods of the preferred route of a path, in alphabetical order. {@code /users/me} does not support those of
     * {@code /users/{id}}. Empty for an unknown path.
     */
    public List<String> at(String path) {
        List<Route> here = routes.stream().filter(route -> route.isAt(path)).toList();
        return here.stream()
                .filter(route ->
                        route.pattern().pattern().equals(here.get(0).pattern().pattern()))
                .map(Route::method)
                .distinct()
                .sorted()
                .toList();
    }
}
