package org.acme.security.inventory;

import java.util.Objects;
import java.util.stream.Stream;
import org.openapitools.openapidiff.core.model.ChangedContent;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.ChangedSchema;

/**
 * Finds removed fields of requests and responses. The comparison library ignores optional fields, but clients read
 * them, and the service rejects a request with a removed field.
 */
final class LostFields {

    private LostFields() {}

    static Stream<String> of(ChangedOpenApi changes) {
        return changes.getChangedOperations().stream().flatMap(LostFields::of);
    }

    private static Stream<String> of(ChangedOperation operation) {
        Stream<ChangedContent> answers = operation.getApiResponses() == null
                ? Stream.empty()
                : operation.getApiResponses().getChanged().values().stream().map(response -> response.getContent());
        Stream<ChangedContent> requests = operation.getRequestBody() == null
                ? Stream.empty()
                : Stream.of(operation.getRequestBody()).map(body -> body.getContent());
        return Stream.concat(answers, requests)
                .filter(Objects::nonNull)
                .flatMap(content -> content.getChanged().values().stream())
                .flatMap(media -> of("", media.getSchema()))
                .map(field -> operation.getHttpMethod() + " " + operation.getPathUrl() + ": " + field.substring(1));
    }

    private static Stream<String> of(String path, ChangedSchema schema) {
        if (schema == null) {
            return Stream.empty();
        }
        Stream<String> own = schema.getMissingProperties().keySet().stream().map(field -> path + "." + field);
        Stream<String> below = schema.getChangedProperties().entrySet().stream()
                .flatMap(field -> of(path + "." + field.getKey(), field.getValue()));
        return Stream.of(own, below, of(path + "[]", schema.getItems())).flatMap(fields -> fields);
    }
}
