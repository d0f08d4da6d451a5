package org.acme.shared;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/**
 * A way to an operation of REST, for those who have to know it before the framework matches a request.
 *
 * @param path without a slash at its end; a parameter in braces stands for one segment
 * @param operation the method that answers; null when its class inherits it
 * @param blocking whether a worker thread runs it
 */
public record Route(String method, String path, Pattern pattern, Method operation, boolean blocking) {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

    /** JAX-RS prefers the path with more letters of its own (section 3.7.2). */
    static final Comparator<Route> BEST_FIRST = Comparator.comparing(
            (Route route) -> PARAMETER.matcher(route.path).replaceAll("").length(), Comparator.reverseOrder());

    /** All of this service, in the order in which JAX-RS prefers them; once it starts, not before. */
    public static List<Route> all() {
        List<Route> all = new ArrayList<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "/", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        if (method != null) {
                            all.add(of(method, path, operation(resource), resource.isBlocking()));
                        }
                    }
                });
        all.sort(BEST_FIRST);
        return all;
    }

    /**
     * The methods that a path offers, in alphabetical order: those of the route that JAX-RS prefers for it.
     * {@code /users/me} does not offer what {@code /users/{id}} does. Empty for a path without a route.
     */
    public static List<String> methodsAt(String path) {
        List<Route> here = all().stream().filter(route -> route.isAt(path)).toList();
        return here.stream()
                .filter(route ->
                        route.pattern.pattern().equals(here.get(0).pattern.pattern()))
                .map(Route::method)
                .distinct()
                .sorted()
                .toList();
    }

    private static Method operation(RuntimeResource resource) {
        try {
            return resource.getResourceClass()
                    .getDeclaredMethod(resource.getJavaMethodName(), resource.getParameterTypes());
        } catch (NoSuchMethodException inherited) {
            return null;
        }
    }

    static Route of(String method, String path, Method operation, boolean blocking) {
        String plain = plain(path.replaceAll("/+", "/"));
        Pattern pattern = Pattern.compile(PARAMETER.matcher(plain).replaceAll("[^/]+"));
        return new Route(method, plain, pattern, operation, blocking);
    }

    /** JAX-RS overlooks a slash at the end. */
    static String plain(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    boolean isLiteral() {
        return path.indexOf('{') < 0;
    }

    /** Whether a request for the path comes here, if it has this method. */
    public boolean isAt(String requestPath) {
        return pattern.matcher(plain(requestPath)).matches();
    }
}
