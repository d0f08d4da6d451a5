package org.acme.security.inventory;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * Returns 410 for an operation from its sunset on. Callers without permission get the same refusal as before. (The
 * members of the annotation are required but unused: name binding considers its type only.)
 */
@Provider
@Deprecation(since = "", sunset = "", successor = "")
class SunsetFilter implements ContainerRequestFilter {

    private final Clock clock;

    @Context
    ResourceInfo operation;

    SunsetFilter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        EndOfLife end = EndOfLife.of(operation.getResourceMethod());
        if (end.isOver(clock.instant())) {
            throw new Problem(
                    ProblemCode.GONE,
                    "This operation was removed on " + end.sunsetDay() + ". `Link` names its successor.");
        }
    }
}
