package org.acme.security.authentication.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.ApiKeyLookup;
import org.acme.security.authentication.ApiKeyState;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.revocation.LiveState;
import org.acme.security.crypto.SecretTokens;

/** Authenticates API keys. A key acts as its owner and has those of its permissions that the owner currently has. */
@Singleton
record ApiKeyIdentityProvider(ApiKeyLookup keys, LiveState state, LastUses uses, Clock clock)
        implements IdentityProvider<ApiKeyRequest> {

    @Override
    public Class<ApiKeyRequest> getRequestType() {
        return ApiKeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(ApiKeyRequest request, AuthenticationRequestContext context) {
        return keys.isWellFormed(request.key())
                ? context.runBlocking(() -> live(request.key()))
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private SecurityIdentity live(String key) {
        ApiKeyState known = state.apiKey(SecretTokens.hash(key))
                .filter(found -> found.expiresAt().isAfter(clock.instant()))
                .orElseThrow(AuthenticationFailedException::new);
        AccountState owner = state.account(known.owner()).orElseThrow(AuthenticationFailedException::new);
        Set<String> permissions = new HashSet<>(known.permissions());
        permissions.retainAll(owner.permissions());
        uses.recordApiKey(known.id());
        return CallerIdentities.of(
                new Caller(owner.id(), owner.displayName(), Set.copyOf(permissions), known.id()), owner.role());
    }
}
