package org.acme.security.ratelimit;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Where an operation is found; {@code operation} is null when it has no policies of its own. */
record Route(String method, String template, Pattern pattern, Operation operation) {

    /** JAX-RS prefers the path with more letters of its own (section 3.7.2). */
    static final Comparator<Route> BEST_FIRST = Comparator.comparing(
            (Route route) -> route.template().replaceAll("\\{[^/]+}", "").length(), Comparator.reverseOrder());

    private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

    static Route of(String method, String path, Operation operation) {
        String template = plain(path.replaceAll("/+", "/"));
        return new Route(
                method, template, Pattern.compile(PARAMETER.matcher(template).replaceAll("[^/]+")), operation);
    }

    /** JAX-RS overlooks a slash at the end. */
    static String plain(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    boolean isLiteral() {
        return template.indexOf('{') < 0;
    }

    boolean leadsTo(String requestMethod, String path) {
        return method.equals(requestMethod) && pattern.matcher(path).matches();
    }
}
