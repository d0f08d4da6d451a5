package org.acme.security.input;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Locale;
import org.acme.problem.Problem;

/**
 * Rejects repeated query parameters, {@code Content-Type} and conditional headers, and names of parameters in capitals,
 * which the framework would accept: a gateway and the service might each read a different one (HTTP parameter
 * pollution). Rejects parameters and conditional headers without a value, which the framework would treat as absent.
 */
@Provider
class SingleParametersFilter implements ContainerRequestFilter {

    /** The search text of a list, which may be empty. */
    private static final String FREE_TEXT = "q";

    /** More than any operation has. The framework reads the first 1,024 parameters and ignores others. */
    private static final int MAX_PARAMETERS = 32;

    private static final List<String> SINGLE_HEADERS = List.of("Content-Type", "If-Match", "If-None-Match");

    @Override
    public void filter(ContainerRequestContext request) {
        for (String name : SINGLE_HEADERS) {
            List<String> values = request.getHeaders().getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw Problem.malformed("Send the header `" + name + "` only once.");
            }
            if (values.contains("") && name.startsWith("If-")) {
                throw Problem.malformed("Send a value for the header `" + name + "`.");
            }
        }
        MultivaluedMap<String, String> parameters = request.getUriInfo().getQueryParameters();
        parameters.forEach(SingleParametersFilter::check);
        if (parameters.size() > MAX_PARAMETERS) {
            throw Problem.malformed("Send at most " + MAX_PARAMETERS + " query parameters.");
        }
    }

    private static void check(String name, List<String> values) {
        if (values.size() > 1) {
            throw Problem.malformed("Send each query parameter only once.");
        }
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            throw Problem.malformed("Send the names of query parameters in lower case.");
        }
        if (values.get(0).isEmpty() && !name.equals(FREE_TEXT)) {
            throw Problem.malformed("Send a value for each query parameter.");
        }
    }
}
