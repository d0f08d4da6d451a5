package org.acme.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers missing and refused credentials; the library's own mappers for these do not run on this Quarkus version. */
class Unauthenticated {

    /** Before the library's mappers. */
    private static final int FIRST = 1;

    private final ProblemContract contract;

    Unauthenticated(ProblemContract contract) {
        this.contract = contract;
    }

    @ServerExceptionMapper(
            value = {UnauthorizedException.class, AuthenticationFailedException.class},
            priority = FIRST)
    Response refuse(UriInfo uri, SecurityException refused) {
        return contract.of(
                        ProblemCode.UNAUTHENTICATED,
                        refused,
                        uri.getRequestUri().getPath())
                .toResponse();
    }
}
