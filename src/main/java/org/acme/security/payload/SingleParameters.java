package org.acme.security.payload;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * Refuses a query parameter that comes twice: a gateway and the service might each believe another one (HTTP parameter
 * pollution). One without a value is refused as well, where the framework would take it for absent.
 */
@Provider
class SingleParameters implements ContainerRequestFilter {

    /** The search of a list, which may be for nothing. */
    private static final String FREE_TEXT = "q";

    @Override
    public void filter(ContainerRequestContext request) {
        request.getUriInfo().getQueryParameters().forEach(SingleParameters::check);
    }

    private static void check(String name, List<String> values) {
        if (values.size() > 1) {
            throw new Problem(ProblemCode.MALFORMED_REQUEST, "A parameter may be given once.");
        }
        if (values.get(0).isEmpty() && !name.equals(FREE_TEXT)) {
            throw new Problem(ProblemCode.MALFORMED_REQUEST, "A parameter needs a value.");
        }
    }
}
