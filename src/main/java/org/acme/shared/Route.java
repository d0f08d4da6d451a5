package org.acme.shared;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A route of the REST API, for filters that run before the framework matches the request.
 *
 * @param path without a trailing slash; a parameter in braces matches one segment
 * @param operation the resource method; null when its class inherits it
 * @param blocking whether a worker thread runs it
 */
public record Route(
        String method,
        String path,
        Pattern pattern,
        @Nullable Method operation,
        boolean blocking) {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^{/}]+}");

    /** JAX-RS prefers the path with more literal characters (section 3.7.2). */
    static final Comparator<Route> BEST_FIRST = Comparator.comparing(
            (Route route) -> PARAMETER.matcher(route.path).replaceAll("").length(), Comparator.reverseOrder());

    /** All routes of the service in the order of JAX-RS; available only after startup. */
    public static List<Route> all() {
        List<Route> all = new ArrayList<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "/", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(@Nullable String method, String path, RuntimeResource resource) {
                        if (method != null) {
                            all.add(of(method, path, operation(resource), resource.isBlocking()));
                        }
                    }
                });
        all.sort(BEST_FIRST);
        return all;
    }

    private static @Nullable Method operation(RuntimeResource resource) {
        try {
            return resource.getResourceClass()
                    .getDeclaredMethod(resource.getJavaMethodName(), resource.getParameterTypes());
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    static Route of(String method, String path, @Nullable Method operation, boolean blocking) {
        String plain = plain(path.replaceAll("/+", "/"));
        String expression =
                Stream.of(PARAMETER.split(plain, -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
        return new Route(method, plain, Pattern.compile(expression), operation, blocking);
    }

    /** JAX-RS ignores a trailing slash. */
    static String plain(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    boolean isLiteral() {
        return path.indexOf('{') < 0;
    }

    /** Whether the path matches, regardless of the method. */
    public boolean isAt(String requestPath) {
        return pattern.matcher(plain(requestPath)).matches();
    }
}
