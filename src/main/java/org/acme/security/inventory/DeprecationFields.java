package org.acme.security.inventory;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acme.security.hardening.FilterOrder;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/**
 * Tells everybody who calls a deprecated operation, and whom something refuses there, until when it answers and what
 * follows it. Below JAX-RS, because some refusals come from there.
 */
@ApplicationScoped
class DeprecationFields {

    private volatile List<Template> all = List.of();
    private volatile List<Template> ending = List.of();

    /** A mistake in an annotation stops the start. */
    void read(@Observes StartupEvent start) {
        List<Template> found = new ArrayList<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "/", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        if (method != null) {
                            found.add(Template.of(method, path, end(resource)));
                        }
                    }
                });
        found.sort(Template.BEST_FIRST);
        all = List.copyOf(found);
        ending = found.stream().filter(Template::ends).toList();
    }

    private static EndOfLife end(RuntimeResource resource) {
        try {
            return EndOfLife.of(resource.getResourceClass()
                    .getDeclaredMethod(resource.getJavaMethodName(), resource.getParameterTypes()));
        } catch (NoSuchMethodException inherited) {
            return null;
        }
    }

    void install(@Observes Filters filters) {
        filters.register(this::announce, FilterOrder.DEPRECATION);
    }

    private void announce(RoutingContext ctx) {
        endOf(ctx.request().method().name(), ctx.request().path()).ifPresent(end -> ctx.response()
                .putHeader("Deprecation", end.deprecationField())
                .putHeader("Sunset", end.sunsetField())
                .putHeader("Link", end.linkField()));
        ctx.next();
    }

    /** Most requests are settled by the few that end; what else answers there is asked for only then. */
    private Optional<EndOfLife> endOf(String method, String path) {
        if (ending.stream().noneMatch(template -> template.leadsTo(method, path))) {
            return Optional.empty();
        }
        return all.stream()
                .filter(template -> template.leadsTo(method, path))
                .findFirst()
                .map(Template::end);
    }
}
