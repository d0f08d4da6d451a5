package org.acme.federation;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.inject.Singleton;
import org.acme.security.issuer.IssuerTokens;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Removes the password from the documented request to create a user when users log in at an external issuer. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
@Singleton
public record UsersWithoutPassword(IssuerTokens issuer) implements OASFilter {

    private static final String PASSWORD = "password";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (issuer.isExternal()) {
            Schema request = document.getComponents().getSchemas().get("CreateUser");
            request.removeProperty(PASSWORD);
            request.removeRequired(PASSWORD);
        }
    }
}
