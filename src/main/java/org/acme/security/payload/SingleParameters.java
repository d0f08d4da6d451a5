package org.acme.security.payload;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * Refuses a query parameter that comes twice: a gateway and the service might each believe another one (HTTP parameter
 * pollution).
 */
@Provider
class SingleParameters implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        for (List<String> values : request.getUriInfo().getQueryParameters().values()) {
            if (values.size() > 1) {
                throw new Problem(ProblemCode.MALFORMED_REQUEST, "A parameter may be given once.");
            }
        }
    }
}
