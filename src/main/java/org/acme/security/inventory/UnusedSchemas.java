package org.acme.security.inventory;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.openapi.api.util.UnusedSchemaFilter;
import org.eclipse.microprofile.openapi.OASFilter;

/**
 * Removes the schemas to which no operation of the OpenAPI document refers. At startup, because settings can disable
 * operations; the library's own setting takes effect before that.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class UnusedSchemas extends UnusedSchemaFilter implements OASFilter {}
