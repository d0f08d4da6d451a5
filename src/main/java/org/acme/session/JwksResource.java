package org.acme.session;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.security.authentication.TokenKeys;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Publishes the public keys that verify access tokens (RFC 7517). The set is empty with HS256, whose key is secret. */
@Path("/.well-known/jwks.json")
@EndpointDisabled(name = "app.issuer", stringValue = "external") // external-issuer-only
public class JwksResource {

    private final TokenKeys keys;

    JwksResource(TokenKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @APIResponse(responseCode = "200", description = "OK", content = @Content(schema = @Schema(ref = "JsonWebKeySet")))
    @Operation(summary = "Get the public keys that verify access tokens")
    public String keys() {
        return keys.publicKeys();
    }
}
