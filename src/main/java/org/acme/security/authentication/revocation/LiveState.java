package org.acme.security.authentication.revocation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.acme.security.authentication.AccountLookup;
import org.acme.security.authentication.AccountState;
import org.acme.security.authentication.ApiKeyLookup;
import org.acme.security.authentication.ApiKeyState;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.authentication.SessionLookup;
import org.acme.security.authentication.StateChange;

/**
 * Caches the state of sessions, accounts and API keys for at most {@code app.session.revocation-delay}, so that most
 * requests cost no query. A change made by this instance takes effect before the response to its request.
 * {@link StateListener} reports changes made by other instances.
 */
@Singleton
public class LiveState {

    private static final long MAX_ENTRIES = 100_000;

    private final SessionLookup sessions;
    private final AccountLookup accounts;
    private final ApiKeyLookup apiKeys;
    private final SessionConfig config;
    private final Ticker ticker;
    private volatile Caches caches;

    public LiveState(
            SessionLookup sessions, AccountLookup accounts, ApiKeyLookup apiKeys, SessionConfig config, Ticker ticker) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.apiKeys = apiKeys;
        this.config = config;
        this.ticker = ticker;
        this.caches = empty();
    }

    private record Caches(
            LoadingCache<UUID, UUID> sessionOwners,
            LoadingCache<UUID, AccountState> accounts,
            LoadingCache<String, ApiKeyState> apiKeys) {}

    private Caches empty() {
        return new Caches(cache(sessions::ownerOf), cache(accounts::active), cache(apiKeys::byHash));
    }

    private <K, V> LoadingCache<K, V> cache(Function<K, Optional<V>> stored) {
        return Caffeine.newBuilder()
                // With Caffeine's executor: maintenance on an event loop could wait for an entry that is being loaded.
                .ticker(ticker)
                .expireAfterWrite(config.revocationDelay())
                .maximumSize(MAX_ENTRIES)
                .build(key -> stored.apply(key).orElse(null));
    }

    public Optional<UUID> ownerOf(UUID session) {
        return Optional.ofNullable(caches.sessionOwners.get(session));
    }

    public Optional<AccountState> account(UUID id) {
        return Optional.ofNullable(caches.accounts.get(id));
    }

    public Optional<ApiKeyState> apiKey(String hash) {
        return Optional.ofNullable(caches.apiKeys.get(hash));
    }

    /** Reads the cache only, because an event loop must not wait for the database. */
    public Optional<UUID> cachedOwnerOf(UUID session) {
        return Optional.ofNullable(caches.sessionOwners.getIfPresent(session));
    }

    /** Reads the cache only, as {@link #cachedOwnerOf}. */
    public Optional<AccountState> cachedAccount(UUID id) {
        return Optional.ofNullable(caches.accounts.getIfPresent(id));
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) StateChange change) {
        switch (change.kind()) {
            case SESSION -> caches.sessionOwners.invalidateAll(change.sessions());
            case ACCOUNT -> caches.accounts.invalidate(UUID.fromString(change.id()));
            case API_KEY -> caches.apiKeys.invalidate(change.id());
        }
    }

    /** Replaces the caches, because clearing one would keep the entries that are being loaded. */
    void forgetAll() {
        caches = empty();
    }
}
