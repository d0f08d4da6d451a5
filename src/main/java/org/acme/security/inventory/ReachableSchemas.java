package org.acme.security.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Collects the schemas that requests or responses of the OpenAPI document reference, directly or indirectly. */
final class ReachableSchemas {

    private final Map<String, Schema> schemas;
    private final Set<String> found = new TreeSet<>();

    private ReachableSchemas(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    static Set<String> fromRequests(OpenAPI document) {
        return from(
                document,
                operations(document)
                        .map(Operation::getRequestBody)
                        .filter(Objects::nonNull)
                        .map(RequestBody::getContent));
    }

    static Set<String> fromResponses(OpenAPI document) {
        return from(
                document,
                operations(document)
                        .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
                        .map(APIResponse::getContent));
    }

    static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream());
    }

    private static Set<String> from(OpenAPI document, Stream<Content> contents) {
        ReachableSchemas reachable =
                new ReachableSchemas(document.getComponents().getSchemas());
        contents.filter(Objects::nonNull)
                .map(Content::getMediaTypes)
                .flatMap(types -> types.values().stream())
                .map(MediaType::getSchema)
                .forEach(reachable::visit);
        return reachable.found;
    }

    private void visit(@Nullable Schema schema) {
        if (schema == null) {
            return;
        }
        String name = SchemaCopy.name(schema);
        if (name != null && found.add(name)) {
            visit(schemas.get(name));
        }
        Stream.of(
                        schema.getProperties() == null
                                ? null
                                : schema.getProperties().values(),
                        schema.getAnyOf(),
                        schema.getAllOf(),
                        schema.getItems() == null ? null : List.of(schema.getItems()))
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .forEach(this::visit);
    }
}
