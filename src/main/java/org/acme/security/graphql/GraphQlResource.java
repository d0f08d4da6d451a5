package org.acme.security.graphql;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.concurrency.ExpensiveRequests;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** Receives GraphQL requests. It is a JAX-RS resource, so that all controls of REST apply. */
@Path("/graphql")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GraphQlResource {

    private final GraphQlEngine engine;
    private final GraphQlProblems problems;
    private final CurrentCaller caller;
    private final ExpensiveRequests expensive;

    GraphQlResource(GraphQlEngine engine, GraphQlProblems problems, CurrentCaller caller, ExpensiveRequests expensive) {
        this.engine = engine;
        this.problems = problems;
        this.caller = caller;
        this.expensive = expensive;
    }

    @POST
    @PermitAll
    @Operation(
            summary = "Execute a GraphQL request",
            description =
                    "Executes a GraphQL request; docs/schema.graphql contains the schema. Each GraphQL operation requires"
                            + " the permission of the equivalent REST operation and counts towards the same rate limits. Failures are"
                            + " reported in `errors`, with the problem code in `extensions.code`.")
    @SecurityRequirement(name = "bearer")
    @SecurityRequirement(name = "dpop")
    @SecurityRequirement(name = "apiKey")
    @Extension(name = "x-permission", value = "of each operation")
    public GraphQlResponse execute(@Valid @NotNull GraphQlRequest request) {
        try {
            expensive.acquire(caller.get().id());
        } catch (UnauthorizedException | AuthenticationFailedException e) {
            return GraphQlResponse.refused(e, problems);
        }
        return engine.execute(request);
    }
}
