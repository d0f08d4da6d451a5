package org.acme.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets clients that accept problems receive any media type otherwise. Clients that are generated from the OpenAPI
 * document accept what it states for the operation, which can be problems only, as when a success has no content.
 */
class AcceptedProblemsFilter {

    @ServerRequestFilter(preMatching = true)
    void accept(ContainerRequestContext request) {
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.toLowerCase(Locale.ROOT).contains(ProblemDetails.MEDIA_TYPE)) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, accepted + ", */*;q=0.1");
        }
    }
}
