package org.acme.security.authentication.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.ApiKeyLookup;
import org.acme.security.authentication.ApiKeyState;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.revocation.LiveState;
import org.acme.security.crypto.SecretTokens;

/**
 * Authenticates API keys, from the header {@code X-API-Key} only: URLs end up in logs. A key acts as its owner and has
 * those of its permissions that the owner currently has.
 */
@Singleton
record ApiKeyMechanism(ApiKeyLookup keys, LiveState state, LastUses uses, BlockingSecurityExecutor workers, Clock clock)
        implements HttpAuthenticationMechanism {

    static final String HEADER = "X-API-Key";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext ctx, IdentityProviderManager identities) {
        String key = ctx.request().getHeader(HEADER);
        return key == null ? Uni.createFrom().nullItem() : identity(key);
    }

    Uni<SecurityIdentity> identity(String key) {
        return keys.isWellFormed(key)
                ? workers.executeBlocking(() -> live(key))
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private SecurityIdentity live(String key) {
        ApiKeyState known = state.apiKey(SecretTokens.hash(key))
                .filter(found -> found.expiresAt().isAfter(clock.instant()))
                .orElseThrow(AuthenticationFailedException::new);
        AccountState owner = state.account(known.owner()).orElseThrow(AuthenticationFailedException::new);
        Set<String> permissions = new HashSet<>(known.permissions());
        permissions.retainAll(owner.permissions());
        uses.apiKey(known.id());
        return CallerIdentity.of(
                new Caller(owner.id(), owner.displayName(), Set.copyOf(permissions), null, Instant.EPOCH, known.id()),
                owner.role());
    }

    /** No challenge of its own: {@code WWW-Authenticate} names the Bearer scheme (RFC 6750). */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext ctx) {
        return Uni.createFrom().nullItem();
    }
}
