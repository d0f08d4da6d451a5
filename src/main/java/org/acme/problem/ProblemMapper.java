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

/** Answers every failure within JAX-RS, whether it was thrown or arrives as a response that is no problem. */
class ProblemMapper {

    /** Before the mappers of the framework, each of which has a body of its own. */
    private static final int FIRST = 1;

    private static final int CLIENT_ERROR = 400;

    private final ProblemContract contract;

    ProblemMapper(ProblemContract contract) {
        this.contract = contract;
    }

    /** The framework asks the mapper of the nearest type, so that each type with a mapper of its own is named. */
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
        ProblemDetails problem = contract.of(
                failure, ProblemCode.INTERNAL_ERROR.status(), ctx.request().path());
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(ProblemDetails.MEDIA_TYPE)
                .entity(problem);
        problem.headers().forEach(response::header);
        return response.build();
    }

    /** An exception that brings a body of its own passes no mapper, and an operation may return a bare status. */
    @ServerResponseFilter
    void complete(RoutingContext ctx, ContainerResponseContext response) {
        if (response.getStatus() >= CLIENT_ERROR && !(response.getEntity() instanceof ProblemDetails)) {
            ProblemDetails problem =
                    contract.of(null, response.getStatus(), ctx.request().path());
            response.setStatus(problem.status());
            response.setEntity(problem, null, MediaType.valueOf(ProblemDetails.MEDIA_TYPE));
            problem.headers().forEach(response.getHeaders()::putSingle);
        }
    }
}
