package org.acme.security.inventory;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.Type;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Documents the success status of an operation, which the framework guesses from the HTTP method. */
final class SuccessStatus {

    private static final int NO_CONTENT = 204;

    private SuccessStatus() {}

    static void correct(Operation operation, OperationMethod method) {
        Optional<Integer> stated = method.annotation(ResponseStatus.class)
                .map(status -> status.value().asInt());
        boolean silent = method.method().returnType().kind() == Type.Kind.VOID;
        stated.or(() -> silent ? Optional.of(NO_CONTENT) : Optional.empty())
                .ifPresent(status -> set(operation, status));
    }

    private static void set(Operation operation, int status) {
        APIResponses guessed = operation.getResponses();
        APIResponse success = OASFactory.createAPIResponse()
                .description(Response.Status.fromStatusCode(status).getReasonPhrase());
        guessed.getAPIResponses().forEach((code, response) -> success.content(response.getContent()));
        operation.responses(OASFactory.createAPIResponses().addAPIResponse(String.valueOf(status), success));
    }
}
