package org.acme.problem;

import java.util.stream.Collectors;
import org.acme.shared.Route;

/** The methods that a path offers, which a 405 must name (RFC 9110, section 15.5.6) and the framework leaves out. */
final class AllowedMethods {

    private AllowedMethods() {}

    static String of(String path) {
        return Route.all().stream()
                .filter(route -> route.isAt(path))
                .map(Route::method)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
