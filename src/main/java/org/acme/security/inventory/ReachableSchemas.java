package org.acme.security.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Names the schemas that a part of the OpenAPI document leads to, directly or by way of others. */
final class ReachableSchemas {

    private final Map<String, Schema> schemas;
    private final Set<String> found = new TreeSet<>();

    private ReachableSchemas(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    static Set<String> fromResponses(OpenAPI document) {
        ReachableSchemas reachable =
                new ReachableSchemas(document.getComponents().getSchemas());
        document.getPaths().getPathItems().values().stream()
                .map(PathItem::getOperations)
                .flatMap(operations -> operations.values().stream())
                .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
                .map(APIResponse::getContent)
                .filter(Objects::nonNull)
                .map(Content::getMediaTypes)
                .flatMap(types -> types.values().stream())
                .map(MediaType::getSchema)
                .forEach(reachable::visit);
        return reachable.found;
    }

    private void visit(Schema schema) {
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
