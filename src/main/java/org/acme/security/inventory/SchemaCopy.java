package org.acme.security.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Puts a schema in the place of a reference to it, because OpenAPI 3.0.3 lets nothing stand beside a reference. */
final class SchemaCopy {

    private static final String COMPONENTS = "#/components/schemas/";

    private SchemaCopy() {}

    /** The same, which also takes null. */
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
     * @param schema of a text, number or truth value, or a reference to one
     * @throws IllegalStateException when it is of an object, which a copy would lose the name of
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

    /** The name of the schema that a reference leads to; null for what is no reference. */
    static String name(Schema reference) {
        return reference.getRef() == null ? null : reference.getRef().substring(COMPONENTS.length());
    }
}
