package org.acme.security.inventory;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Corrects the schemas of parameters in the OpenAPI document at build time. The framework writes the numeric default of
 * a named type as text, and knows no pattern for cursors.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ParameterSchemas implements OASFilter {

    private static final String CURSOR = "cursor";
    private static final String CURSOR_TEXT = "^[A-Za-z0-9_-]+$";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .map(Operation::getParameters)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(parameter -> parameter.getSchema() != null)
                .forEach(parameter -> correct(parameter, schemas));
    }

    private static void correct(Parameter parameter, Map<String, Schema> schemas) {
        if (CURSOR.equals(parameter.getName())) {
            parameter.getSchema().pattern(CURSOR_TEXT);
        } else if (parameter.getSchema().getAllOf() != null) {
            correctNumber(parameter, parameter.getSchema().getAllOf(), schemas);
        }
    }

    private static void correctNumber(Parameter parameter, List<Schema> parts, Map<String, Schema> schemas) {
        Schema copy = parts.stream()
                .filter(part -> part.getRef() != null)
                .findFirst()
                .map(reference -> SchemaCopy.of(reference, schemas))
                .orElseThrow();
        if (copy.getType().contains(Schema.SchemaType.INTEGER)) {
            parts.stream()
                    .map(Schema::getDefaultValue)
                    .filter(Objects::nonNull)
                    .forEach(stated -> copy.defaultValue(Integer.valueOf(stated.toString())));
            parameter.schema(copy);
        }
    }
}
