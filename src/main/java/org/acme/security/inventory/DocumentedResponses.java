package org.acme.security.inventory;

import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acme.problem.ProblemCode;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.Type;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * Documents the responses of an operation: its success status, which the framework guesses from the HTTP method, and
 * its failures, one response per status, with the codes that clients can receive.
 */
final class DocumentedResponses {

    private static final int NO_CONTENT = 204;

    private DocumentedResponses() {}

    static void failures(Operation operation, Set<ProblemCode> codes) {
        codes.stream()
                .collect(Collectors.groupingBy(
                        ProblemCode::status, Collectors.toCollection(() -> EnumSet.noneOf(ProblemCode.class))))
                .forEach((status, ofStatus) ->
                        operation.getResponses().addAPIResponse(String.valueOf(status), problem(ofStatus)));
        operation.getResponses().addAPIResponse("default", problem("Any other failure."));
    }

    private static APIResponse problem(Set<ProblemCode> codes) {
        APIResponse response =
                problem(codes.stream().map(code -> "`" + code.code() + "`").collect(Collectors.joining(", ")));
        DocumentedHeaders.ofFailure(response, codes);
        return response;
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }

    static void success(Operation operation, OperationMethod method) {
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
