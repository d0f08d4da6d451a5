package org.acme.security.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;

/**
 * Corrects the schemas of the OpenAPI document at build time.
 *
 * <ul>
 *   <li>Responses: which fields are required and which are nullable. By default, a field of a view is present and not
 *       null; {@code @JsonInclude(ALWAYS)} marks a nullable field, {@code @JsonInclude(NON_NULL)} an optional one.
 *       Tests check their responses against it.
 *   <li>Requests: {@code additionalProperties: false}, because strict JSON rejects unknown properties; no
 *       {@code uniqueItems}, because a duplicate in a set is ignored.
 *   <li>Parameters: the framework combines the default, as text, with a named type by {@code allOf}, which client
 *       generators skip. It knows no pattern for cursors.
 * </ul>
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class SchemaCorrections implements OASFilter {

    private static final String ID = "UUID";
    private static final String CURSOR = "cursor";
    private static final String CURSOR_TEXT = "^[A-Za-z0-9_-]+$";

    private final IndexView index;
    private final List<ClassInfo> records;

    public SchemaCorrections(IndexView index) {
        this.index = index;
        this.records =
                index.getKnownClasses().stream().filter(ClassInfo::isRecord).toList();
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        // The framework's pattern has no anchors, so it would match longer texts.
        schemas.get(ID).pattern("^" + schemas.get(ID).getPattern() + "$");
        for (String name : ReachableSchemas.fromResponses(document)) {
            record(name).ifPresent(view -> describe(schemas, schemas.get(name), fields(view)));
        }
        ReachableSchemas.fromRequests(document).stream()
                .map(schemas::get)
                .filter(schema -> schema.getProperties() != null)
                .map(schema -> schema.additionalPropertiesBoolean(false))
                .flatMap(schema -> schema.getProperties().values().stream())
                .forEach(property -> property.uniqueItems(null));
        ReachableSchemas.operations(document)
                .map(Operation::getParameters)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(parameter -> parameter.getSchema() != null)
                .forEach(parameter -> correct(parameter, schemas));
    }

    /** The record of a schema, such as {@code Page} for {@code PageReportItemView}. */
    private Optional<ClassInfo> record(String schema) {
        return records.stream()
                .filter(type -> schema.startsWith(name(type)))
                .max(Comparator.comparing(type -> name(type).length()));
    }

    private static String name(ClassInfo type) {
        AnnotationInstance stated =
                type.declaredAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        return stated == null || stated.value("name") == null
                ? type.simpleName()
                : stated.value("name").asString();
    }

    /** The fields by JSON name, including those of unwrapped records. */
    private Map<String, FieldInfo> fields(ClassInfo view) {
        Map<String, FieldInfo> fields = new LinkedHashMap<>();
        for (FieldInfo field : view.fields()) {
            if (field.hasAnnotation(JsonUnwrapped.class)) {
                fields.putAll(fields(index.getClassByName(field.type().name())));
            } else {
                fields.put(field.name(), field);
            }
        }
        return fields;
    }

    private static void describe(Map<String, Schema> schemas, Schema schema, Map<String, FieldInfo> fields) {
        Map<String, Schema> properties =
                schema.getProperties() == null ? Map.of() : new LinkedHashMap<>(schema.getProperties());
        properties.forEach((name, property) -> {
            String inclusion = inclusion(fields.get(name));
            boolean always = inclusion.isEmpty() || inclusion.equals("ALWAYS");
            if (always && (schema.getRequired() == null || !schema.getRequired().contains(name))) {
                schema.addRequired(name);
            }
            if (inclusion.equals("ALWAYS")) {
                schema.addProperty(name, SchemaCopy.nullable(property, schemas));
            }
        });
    }

    private static String inclusion(FieldInfo field) {
        return Stream.of(
                        field.annotation(JsonInclude.class),
                        field.declaringClass().declaredAnnotation(JsonInclude.class))
                .filter(stated -> stated != null)
                .map(stated -> stated.value().asEnum())
                .findFirst()
                .orElse("");
    }

    private static void correct(Parameter parameter, Map<String, Schema> schemas) {
        if (CURSOR.equals(parameter.getName())) {
            parameter.getSchema().pattern(CURSOR_TEXT);
        } else if (parameter.getSchema().getAllOf() != null) {
            parameter.schema(withDefault(parameter.getSchema().getAllOf(), schemas));
        }
    }

    private static Schema withDefault(List<Schema> parts, Map<String, Schema> schemas) {
        Schema reference =
                parts.stream().filter(part -> part.getRef() != null).findFirst().orElseThrow();
        String stated = parts.stream()
                .map(Schema::getDefaultValue)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .toString();
        if (stated.equals(schemas.get(SchemaCopy.name(reference)).getDefaultValue())) {
            return reference;
        }
        Schema copy = SchemaCopy.of(reference, schemas);
        return copy.defaultValue(copy.getType().contains(Schema.SchemaType.INTEGER) ? Integer.valueOf(stated) : stated);
    }
}
