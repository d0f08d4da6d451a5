package org.acme.shared;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Builds responses to requests that created an object (RFC 9110, section 15.3.2). */
public final class Created {

    private Created() {}

    /**
     * Starts a 201 response whose {@code Location} is a path (RFC 9110, section 10.2.2). JAX-RS would add scheme and
     * host of the request, which the client or a proxy chose.
     *
     * @param path of the new object, from the root
     */
    public static Response.ResponseBuilder at(String path) {
        return Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, path);
    }
}
