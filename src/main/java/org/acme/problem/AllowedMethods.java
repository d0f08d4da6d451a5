package org.acme.problem;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/** The methods that a path offers, which a 405 must name (RFC 9110, section 15.5.6) and the framework leaves out. */
final class AllowedMethods {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

    private AllowedMethods() {}

    static String of(String path) {
        SortedSet<String> methods = new TreeSet<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "/", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String template, RuntimeResource resource) {
                        if (method != null && matches(template, path)) {
                            methods.add(method);
                        }
                    }
                });
        return String.join(", ", methods);
    }

    private static boolean matches(String template, String path) {
        String plain = template.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
        return path.replaceAll("(?<=.)/$", "").matches(PARAMETER.matcher(plain).replaceAll("[^/]+"));
    }
}
