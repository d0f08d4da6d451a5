package org.acme.security.graphql;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A GraphQL request: a document, which of its operations to execute, and the values of its variables. The names are
 * those of GraphQL over HTTP (section 5.2); any other is refused.
 *
 * @param extensions what a client tells beside the request, such as the hash of a persisted document; ignored
 */
public record GraphQlRequest(
        @NotBlank @Size(max = 200_000) String query,
        @Size(max = 100) String operationName,

        @Schema(type = SchemaType.OBJECT, implementation = Object.class)
        ObjectNode variables,

        @Schema(type = SchemaType.OBJECT, implementation = Object.class)
        ObjectNode extensions) {

    /** Read strictly already; how long a text may be is for the field to say that it ends up in. */
    private static final ObjectMapper VALUES = new ObjectMapper();

    Map<String, Object> values() {
        return variables == null ? Map.of() : VALUES.convertValue(variables, new TypeReference<>() {});
    }
}
