package org.acme.shared;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What some routes mean to a control that acts before the framework matches a request; asked with each. */
public final class RouteTable<T> {

    private record Row<T>(Route route, T meaning) {

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
     * @param routes in the order in which JAX-RS prefers them
     * @param meaning null for a route that has none
     */
    public RouteTable(List<Route> routes, Function<Route, T> meaning) {
        List<Row<T>> rows = routes.stream()
                .map(route -> new Row<>(route, route.operation() == null ? null : meaning.apply(route)))
                .toList();
        literal = rows.stream()
                .filter(row -> row.route.isLiteral())
                .collect(Collectors.toMap(Row::key, row -> row, (first, second) -> first));
        List<Row<T>> templates =
                rows.stream().filter(row -> !row.route.isLiteral()).toList();
        // No request is compared with them while none of them means anything.
        others = templates.stream().anyMatch(row -> row.meaning != null) ? templates : List.of();
    }

    /** For a time before the routes are known. */
    public static <T> RouteTable<T> empty() {
        return new RouteTable<>(List.of(), route -> null);
    }

    /** What the route of a request means, or null. A HEAD is answered by the operation that answers a GET. */
    public T find(String method, String path) {
        T found = exactly(method, Route.plain(path));
        return found == null && method.equals("HEAD") ? exactly("GET", Route.plain(path)) : found;
    }

    private T exactly(String method, String path) {
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
