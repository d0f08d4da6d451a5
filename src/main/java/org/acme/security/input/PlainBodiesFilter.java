package org.acme.security.input;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.regex.Pattern;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;
import org.acme.shared.Route;
import org.acme.shared.RouteTable;
import org.jspecify.annotations.Nullable;

/**
 * Refuses compressed bodies, forms, bodies without a concrete media type and JSON in another charset than UTF-8 with
 * 415 before reading them. Compressed bodies can be decompression bombs. No operation accepts forms unless
 * {@link AcceptsForms} marks it: browsers send them across origins without a preflight. Bodies are always read as UTF-8
 * (RFC 8259, section 8.1); a firewall that trusts another charset would read another text.
 */
@ApplicationScoped
class PlainBodiesFilter {

    /** Type and subtype (RFC 9110, section 8.3.1), without asterisks. */
    private static final Pattern CONCRETE = Pattern.compile("[\\w!#$%&'+.^`|~-]+/[\\w!#$%&'+.^`|~-]+[ \t]*(;|$)");

    private static final Pattern CHARSET =
            Pattern.compile(";[ \t]*charset[ \t]*=[ \t]*\"?([^\";]*)", Pattern.CASE_INSENSITIVE);

    private static final String FORM = "application/x-www-form-urlencoded";

    private volatile RouteTable<AcceptsForms> forms = RouteTable.empty();

    void read(@Observes StartupEvent start) {
        forms = new RouteTable<>(Route.all(), route -> route.operation().getAnnotation(AcceptsForms.class));
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.PLAIN_BODIES);
    }

    private void check(RoutingContext ctx) {
        if (Bodies.mayFollow(ctx.request()) && isRefused(ctx)) {
            ctx.fail(new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
        } else {
            ctx.next();
        }
    }

    private boolean isRefused(RoutingContext ctx) {
        MultiMap headers = ctx.request().headers();
        String type = headers.get("Content-Type");
        boolean compressed = headers.getAll("Content-Encoding").stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("identity"));
        return compressed || !isConcrete(type) || (isForm(type) ? !isAccepted(ctx) : !isUtf8(type));
    }

    /** Without a type, with an empty one or a wildcard, the body would match any operation. */
    private static boolean isConcrete(@Nullable String type) {
        return type != null && CONCRETE.matcher(type).lookingAt();
    }

    /** Forms are ASCII, and common clients declare another charset for them. */
    private static boolean isUtf8(String type) {
        return CHARSET.matcher(type)
                .results()
                .allMatch(charset -> charset.group(1).strip().equalsIgnoreCase("UTF-8"));
    }

    private static boolean isForm(@Nullable String type) {
        String name = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("multipart/") || name.startsWith(FORM);
    }

    private boolean isAccepted(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        return request.getHeader("Content-Type")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .startsWith(FORM)
                && forms.find(request.method().name(), request.path()) != null;
    }
}
