package org.acme.security.inventory;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.openapi.api.util.UnusedSchemaFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Removes the schemas to which no operation of the OpenAPI document refers. At startup, because settings can disable
 * operations; the library's own setting takes effect before that.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class UnusedSchemas implements OASFilter {

    private final UnusedSchemaFilter filter = new UnusedSchemaFilter();

    @Override
    public Schema filterSchema(Schema schema) {
        return filter.filterSchema(schema);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        filter.filterOpenAPI(document);
    }
}
