package org.acme.security.inventory;

import java.util.Set;
import java.util.stream.Collectors;
import org.acme.problem.ProblemCode;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Documents failures, one response per status, with the codes that clients can receive. */
final class ProblemResponses {

    private static final Set<Integer> WITH_RETRY_AFTER = Set.of(429, 503);

    private ProblemResponses() {}

    static void add(Operation operation, Set<ProblemCode> codes) {
        codes.stream()
                .collect(Collectors.groupingBy(
                        ProblemCode::status,
                        Collectors.mapping(code -> "`" + code.code() + "`", Collectors.joining(", "))))
                .forEach((status, names) ->
                        operation.getResponses().addAPIResponse(String.valueOf(status), response(status, names)));
        operation.getResponses().addAPIResponse("default", problem("Any other failure."));
    }

    private static APIResponse response(int status, String codes) {
        APIResponse response = problem(codes);
        return WITH_RETRY_AFTER.contains(status) ? response.addHeader("Retry-After", seconds()) : response;
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

    private static Header seconds() {
        return OASFactory.createHeader()
                .description("Seconds to wait before the next attempt.")
                .schema(OASFactory.createSchema().addType(SchemaType.INTEGER));
    }
}
