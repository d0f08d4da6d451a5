package org.acme.security.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audit event as the API returns it.
 *
 * @param vocabulary the name in the OWASP Application Logging Vocabulary; null for events of earlier versions
 */
public record AuditView(
        UUID id,
        Instant at,
        String type,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String vocabulary,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable UUID actor,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable UUID subject,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable UUID session,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable UUID apiKey,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String address,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String traceId,

        @Schema(type = SchemaType.OBJECT, additionalProperties = String.class) @JsonRawValue
        String details) {}
