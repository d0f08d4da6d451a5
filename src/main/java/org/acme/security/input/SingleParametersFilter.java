package org.acme.security.input;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.acme.problem.Problem;

/**
 * Rejects repeated query parameters and headers: a gateway and the service might each read a different one (HTTP
 * parameter pollution). Rejects parameters without a value, which the framework would treat as absent.
 */
@Provider
class SingleParametersFilter implements ContainerRequestFilter {

    /** The search text of a list, which may be empty. */
    private static final String FREE_TEXT = "q";

    private static final List<String> SINGLE_HEADERS = List.of("Content-Type", "If-Match", "If-None-Match");

    @Override
    public void filter(ContainerRequestContext request) {
        for (String name : SINGLE_HEADERS) {
            if (request.getHeaders().getOrDefault(name, List.of()).size() > 1) {
                throw Problem.malformed("Send the header `" + name + "` only once.");
            }
        }
        request.getUriInfo().getQueryParameters().forEach(SingleParametersFilter::check);
    }

    private static void check(String name, List<String> values) {
        if (values.size() > 1) {
            throw Problem.malformed("Send each query parameter only once.");
        }
        if (values.get(0).isEmpty() && !name.equals(FREE_TEXT)) {
            throw Problem.malformed("Send a value for each query parameter.");
        }
    }
}
