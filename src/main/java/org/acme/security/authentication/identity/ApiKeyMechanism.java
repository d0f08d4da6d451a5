package org.acme.security.authentication.identity;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.acme.security.authentication.Caller;

/** Reads API keys from the header {@code X-API-Key} only: URLs end up in logs. */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext ctx, IdentityProviderManager identities) {
        String key = ctx.request().getHeader(Caller.API_KEY_HEADER);
        return key == null
                ? Uni.createFrom().nullItem()
                : identities.authenticate(HttpSecurityUtils.setRoutingContextAttribute(new ApiKeyRequest(key), ctx));
    }

    /** No challenge of its own: {@code WWW-Authenticate} names the Bearer scheme (RFC 6750). */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext ctx) {
        return Uni.createFrom().nullItem();
    }
}
