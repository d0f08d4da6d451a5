package org.acme.security.inventory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.acme.problem.ProblemCode;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Documents the response headers that {@code META-INF/openapi.yaml} describes, among them the path of a created object,
 * and the entity tag of an object whose operations accept {@code If-Match}.
 */
final class DocumentedHeaders {

    private static final String ENTITY_TAG = "ETag";
    private static final int UNAUTHORIZED = 401;
    private static final List<String> OF_RATE_LIMITS = List.of("RateLimit", "RateLimit-Policy");
    private static final List<String> OF_DEPRECATION = List.of("Deprecation", "Sunset", "Link");

    private DocumentedHeaders() {}

    /** Headers of all responses, and those that only a success has. */
    static void ofResponses(OpenAPI document) {
        Map<String, PathItem> paths = document.getPaths().getPathItems();
        paths.forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            Operation read = method == PathItem.HttpMethod.POST ? readOfItem(paths, path) : null;
            operation.getResponses().getAPIResponses().forEach((status, response) -> {
                OF_RATE_LIMITS.forEach(header -> add(response, header));
                if (Boolean.TRUE.equals(operation.getDeprecated())) {
                    OF_DEPRECATION.forEach(header -> add(response, header));
                }
                if (Set.of("200", "304").contains(status) && hasEntityTag(operation)) {
                    add(response, ENTITY_TAG);
                }
                if (status.equals("201")) {
                    add(response, "Location");
                }
                if (status.equals("201") && read != null && hasEntityTag(read)) {
                    add(response, ENTITY_TAG);
                }
            });
        }));
    }

    /** @param codes of the problems with one status */
    static void ofFailure(APIResponse failure, Set<ProblemCode> codes) {
        if (codes.contains(ProblemCode.RATE_LIMITED) || codes.contains(ProblemCode.UNAVAILABLE)) {
            add(failure, "Retry-After");
        }
        if (codes.stream().anyMatch(code -> code.status() == UNAUTHORIZED)
                || codes.contains(ProblemCode.INVALID_DPOP_PROOF_FOR_TOKENS)) {
            add(failure, "WWW-Authenticate");
        }
    }

    /** The operation that reads one object of a collection; null when there is none. */
    private static @Nullable Operation readOfItem(Map<String, PathItem> paths, String collection) {
        return paths.entrySet().stream()
                .filter(item -> item.getKey().matches("\\Q" + collection + "\\E/\\{[^/]+}"))
                .map(item -> item.getValue().getGET())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean hasEntityTag(Operation operation) {
        return DerivedProblems.ifMatch(operation).isPresent();
    }

    private static void add(APIResponse response, String header) {
        response.addHeader(header, OASFactory.createHeader().ref("#/components/headers/" + header));
    }
}
