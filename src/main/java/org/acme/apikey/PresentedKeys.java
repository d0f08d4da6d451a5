package org.acme.apikey;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.acme.security.authentication.ApiKeyState;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.StateChange.Kind;
import org.acme.security.authentication.StoredApiKeys;

/** Looks up API keys for authentication and records their use. */
@ApplicationScoped
class PresentedKeys implements StoredApiKeys {

    private final ApiKeys keys;
    private final LastUses uses;

    PresentedKeys(ApiKeys keys, LastUses uses) {
        this.keys = keys;
        this.uses = uses;
    }

    @Override
    public boolean isWellFormed(String key) {
        return ApiKeyText.isWellFormed(key);
    }

    @Override
    @Transactional
    public Optional<ApiKeyState> byHash(String hash) {
        return keys.unscopedByHash(hash)
                .map(key -> new ApiKeyState(key.id, key.userId, key.permissions(), key.expiresAt));
    }

    @Scheduled(every = "10s", delayed = "10s")
    void recordLastUses() {
        uses.write(Kind.API_KEY, keys::unscopedUsed);
    }
}
