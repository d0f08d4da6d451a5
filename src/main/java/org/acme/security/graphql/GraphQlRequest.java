package org.acme.security.graphql;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL request: a document, the name of the operation to execute, and variables. The property names are those of
 * GraphQL over HTTP (section 5.2); others are rejected.
 *
 * @param extensions optional data of the client, such as the hash of a persisted document; ignored
 */
public record GraphQlRequest(
        @NotBlank @Size(max = 200_000) String query,
        @Size(max = 100) @Nullable String operationName,

        @Schema(type = SchemaType.OBJECT, implementation = Object.class) @Nullable
        ObjectNode variables,

        @Schema(type = SchemaType.OBJECT, implementation = Object.class) @Nullable
        ObjectNode extensions) {

    /** The strict mapper has already parsed the values. Their length is limited by the field that they are for. */
    private static final ObjectMapper VALUES = new ObjectMapper();

    Map<String, Object> values() {
        return variables == null ? Map.of() : VALUES.convertValue(variables, new TypeReference<>() {});
    }
}
