package org.acme.security.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;

/**
 * Says in the OpenAPI document, while the application is built, which fields of a response are always there and which
 * can be null: clients are generated from it. A field of a view is there and not null; {@code @JsonInclude(ALWAYS)}
 * marks one that can be null, {@code @JsonInclude(NON_NULL)} one that can be missing. Responses of tests are held to
 * it.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ViewSchemas implements OASFilter {

    private static final String ID = "UUID";

    private final IndexView index;

    public ViewSchemas(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        // The framework's own would match longer texts as well.
        schemas.get(ID).pattern("^" + schemas.get(ID).getPattern() + "$");
        for (String name : ReachableSchemas.fromResponses(document)) {
            record(name).ifPresent(view -> describe(schemas, schemas.get(name), fields(view)));
        }
    }

    /** The record that a schema is of; {@code Page} for {@code PageReportItemView}. */
    private Optional<ClassInfo> record(String schema) {
        return index.getKnownClasses().stream()
                .filter(type -> type.isRecord() && schema.startsWith(name(type)))
                .max(Comparator.comparing(type -> name(type).length()));
    }

    private static String name(ClassInfo type) {
        AnnotationInstance stated =
                type.declaredAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        return stated == null || stated.value("name") == null
                ? type.simpleName()
                : stated.value("name").asString();
    }

    /** By the names that they have in JSON, those of unwrapped records among them. */
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
}
