package org.acme.problem;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Maps every failure within JAX-RS to a problem, whether an exception or an error response without a problem body. */
class ProblemMapper {

    /** Takes precedence over the framework's mappers, which write bodies of their own. */
    private static final int FIRST = 1;

    private static final int CLIENT_ERROR = 400;

    private final ProblemContract contract;
    private final AbortedResponse aborted;

    ProblemMapper(ProblemContract contract, AbortedResponse aborted) {
        this.contract = contract;
        this.aborted = aborted;
    }

    /** Lists each type that has a mapper in the framework, because the mapper of the nearest type is used. */
    @ServerExceptionMapper(
            value = {
                Throwable.class,
                AuthenticationCompletionException.class,
                AuthenticationFailedException.class,
                AuthenticationRedirectException.class,
                ForbiddenException.class,
                InvalidDefinitionException.class,
                MismatchedInputException.class,
                UnauthorizedException.class,
                ValidationException.class
            },
            priority = FIRST)
    Response respond(RoutingContext ctx, Throwable failure) {
        if (aborted.abort(ctx, failure)) {
            return Response.noContent().build();
        }
        ProblemDetails problem = contract.of(
                failure, ProblemCode.INTERNAL_ERROR.status(), ctx.request().path());
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(ProblemDetails.MEDIA_TYPE)
                .entity(problem);
        // Otherwise, JAX-RS would add them to headers that a filter has set, such as DPoP-Nonce.
        problem.headers().keySet().forEach(ctx.response().headers()::remove);
        problem.headers().forEach(response::header);
        return response.build();
    }

    /**
     * Completes responses that no mapper handles: exceptions with a response of their own and operations that return a
     * bare status. A response that the client has already, because the request timed out, counted then.
     */
    @ServerResponseFilter
    void complete(RoutingContext ctx, ContainerResponseContext response) {
        boolean failed = response.getStatus() >= CLIENT_ERROR && !ctx.response().ended();
        if (failed && !(response.getEntity() instanceof ProblemDetails)) {
            ProblemDetails problem =
                    contract.of(null, response.getStatus(), ctx.request().path());
            response.setStatus(problem.status());
            response.setEntity(problem, null, MediaType.valueOf(ProblemDetails.MEDIA_TYPE));
            problem.headers().forEach(response.getHeaders()::putSingle);
        }
    }
}
