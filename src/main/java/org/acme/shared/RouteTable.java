package org.acme.shared;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps routes to values of a filter that runs before the framework matches the request; looked up for each request. */
public final class RouteTable<T> {

    private record Row<T>(Route route, @Nullable T meaning) {

        String key() {
            return route.method() + route.path();
        }

        boolean leadsTo(String method, String path) {
            return route.method().equals(method) && route.isAt(path);
        }
    }

    private final Map<String, Row<T>> literal;
    private final List<Row<T>> others;

    /**
     * @param routes in the order of JAX-RS
     * @param meaning null for a route without a value
     */
    public RouteTable(List<Route> routes, Function<Route, @Nullable T> meaning) {
        List<Row<T>> rows = routes.stream()
                .map(route -> new Row<>(route, route.operation() == null ? null : meaning.apply(route)))
                .toList();
        literal = rows.stream()
                .filter(row -> row.route.isLiteral())
                .collect(Collectors.toMap(Row::key, row -> row, (first, second) -> first));
        List<Row<T>> templates =
                rows.stream().filter(row -> !row.route.isLiteral()).toList();
        // Templates need no comparison while none of them has a value.
        others = templates.stream().anyMatch(row -> row.meaning != null) ? templates : List.of();
    }

    /** A table for the time before the routes are known. */
    public static <T> RouteTable<T> empty() {
        return new RouteTable<>(List.of(), route -> null);
    }

    /** The value of the route, or null. {@code HEAD} uses the route of {@code GET}. */
    public @Nullable T find(String method, String path) {
        T found = exactly(method, Route.plain(path));
        return found == null && method.equals("HEAD") ? exactly("GET", Route.plain(path)) : found;
    }

    private @Nullable T exactly(String method, String path) {
        Row<T> known = literal.get(method + path);
        if (known != null) {
            return known.meaning;
        }
        for (Row<T> other : others) {
            if (other.leadsTo(method, path)) {
                return other.meaning;
            }
        }
        return null;
    }
}
