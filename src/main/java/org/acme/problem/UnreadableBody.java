package org.acme.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers JSON of another shape than the operation takes; the framework would answer with a bare status. */
class UnreadableBody {

    /** Before the framework's mapper. */
    private static final int FIRST = 1;

    private final ProblemContract contract;

    UnreadableBody(ProblemContract contract) {
        this.contract = contract;
    }

    @ServerExceptionMapper(priority = FIRST)
    Response refuse(UriInfo uri, MismatchedInputException unreadable) {
        return contract.of(
                        ProblemCode.MALFORMED_REQUEST,
                        unreadable,
                        uri.getRequestUri().getPath())
                .toResponse();
    }
}
