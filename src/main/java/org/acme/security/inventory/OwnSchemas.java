package org.acme.security.inventory;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Takes out the schemas that the library of problems adds when everything else is done; ours stands in
 * META-INF/openapi.yaml.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class OwnSchemas implements OASFilter {

    private static final List<String> FOREIGN = List.of("HttpProblem", "HttpValidationProblem", "Violation");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        FOREIGN.forEach(document.getComponents()::removeSchema);
    }
}
