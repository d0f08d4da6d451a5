package org.acme.security.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Replaces a schema reference by a copy, because OpenAPI 3.0.3 allows no siblings of {@code $ref}. */
final class SchemaCopy {

    private static final String COMPONENTS = "#/components/schemas/";

    private SchemaCopy() {}

    /** As {@link #of}, and also allows null. */
    static Schema nullable(Schema schema, Map<String, Schema> schemas) {
        Schema copy = of(schema, schemas).addType(Schema.SchemaType.NULL);
        if (copy.getEnumeration() != null) {
            List<Object> values = new ArrayList<>(copy.getEnumeration());
            values.add(null);
            copy.enumeration(values);
        }
        return copy;
    }

    /**
     * @param schema a schema of a string, number or boolean, or a reference to one
     * @throws IllegalStateException for the schema of an object, because a copy would lose its name
     */
    static Schema of(Schema schema, Map<String, Schema> schemas) {
        Schema named = schema.getRef() == null ? schema : schemas.get(name(schema));
        if (named.getProperties() != null && !named.getProperties().isEmpty()) {
            throw new IllegalStateException("An object schema cannot be nullable: " + schema.getRef());
        }
        return OASFactory.createSchema()
                .type(new ArrayList<>(named.getType()))
                .format(named.getFormat())
                .pattern(named.getPattern())
                .minimum(named.getMinimum())
                .maximum(named.getMaximum())
                .minLength(named.getMinLength())
                .maxLength(named.getMaxLength())
                .items(named.getItems())
                .example(named.getExample())
                .enumeration(named.getEnumeration() == null ? null : new ArrayList<>(named.getEnumeration()));
    }

    /** The name of the referenced schema; null when the schema is not a reference. */
    static @Nullable String name(Schema reference) {
        return reference.getRef() == null ? null : reference.getRef().substring(COMPONENTS.length());
    }
}
