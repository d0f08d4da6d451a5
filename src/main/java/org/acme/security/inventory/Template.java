package org.acme.security.inventory;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Where an operation is found; {@code end} is null while none is set. */
record Template(String method, String path, Pattern pattern, EndOfLife end) {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

    /** JAX-RS prefers the path with more letters of its own (section 3.7.2). */
    static final Comparator<Template> BEST_FIRST = Comparator.comparing(
            (Template template) ->
                    PARAMETER.matcher(template.path).replaceAll("").length(),
            Comparator.reverseOrder());

    static Template of(String method, String path, EndOfLife end) {
        String plain = path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
        String expression = PARAMETER.matcher(plain).replaceAll("[^/]+") + "/?";
        return new Template(method, plain, Pattern.compile(expression), end);
    }

    /** A HEAD is answered by the operation that answers a GET. */
    boolean leadsTo(String requestMethod, String requestPath) {
        boolean same = method.equals(requestMethod) || method.equals("GET") && requestMethod.equals("HEAD");
        return same && pattern.matcher(requestPath).matches();
    }

    boolean ends() {
        return end != null;
    }
}
