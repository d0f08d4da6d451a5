package org.acme.security.authentication;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.revocation.LiveState;
import org.acme.security.crypto.SecretTokens;

/**
 * Checks the caller of a long response again between its parts: a client that reads slowly could otherwise keep rights
 * that are revoked meanwhile.
 */
@Singleton
public record CallerCheck(LiveState state, CurrentVertxRequest request, Clock clock) {

    /**
     * Whether the session or API key of the current request is still valid, and the account has all permissions of the
     * caller. Waits for the database when the caches do not suffice, so never call it on an event loop.
     */
    public boolean isStillValid(Caller caller) {
        Optional<UUID> owner = caller.session() == null ? ownerOfKey() : state.ownerOf(caller.session());
        return owner.flatMap(state::account)
                .filter(account -> account.permissions().containsAll(caller.permissions()))
                .isPresent();
    }

    private Optional<UUID> ownerOfKey() {
        String key = request.getCurrent().request().getHeader(Caller.API_KEY_HEADER);
        return state.apiKey(SecretTokens.hash(key))
                .filter(found -> found.expiresAt().isAfter(clock.instant()))
                .map(ApiKeyState::owner);
    }
}
