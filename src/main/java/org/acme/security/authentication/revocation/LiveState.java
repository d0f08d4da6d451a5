package org.acme.security.authentication.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
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

    private final SessionLookup storedSessions;
    private final AccountLookup storedAccounts;
    private final ApiKeyLookup storedApiKeys;
    private final Cache<UUID, UUID> sessionOwners;
    private final Cache<UUID, AccountState> accounts;
    private final Cache<String, ApiKeyState> apiKeys;

    public LiveState(
            SessionLookup sessions, AccountLookup accounts, ApiKeyLookup apiKeys, SessionConfig config, Ticker ticker) {
        this.storedSessions = sessions;
        this.storedAccounts = accounts;
        this.storedApiKeys = apiKeys;
        this.sessionOwners = cache(config, ticker);
        this.accounts = cache(config, ticker);
        this.apiKeys = cache(config, ticker);
    }

    private static <K, V> Cache<K, V> cache(SessionConfig config, Ticker ticker) {
        return Caffeine.newBuilder()
                // With Caffeine's executor: maintenance on an event loop could wait for an entry that is being loaded.
                .ticker(ticker)
                .expireAfterWrite(config.revocationDelay())
                .maximumSize(MAX_ENTRIES)
                .build();
    }

    public Optional<UUID> ownerOf(UUID session) {
        return Optional.ofNullable(
                sessionOwners.get(session, id -> storedSessions.ownerOf(id).orElse(null)));
    }

    public Optional<AccountState> account(UUID id) {
        return Optional.ofNullable(
                accounts.get(id, key -> storedAccounts.active(key).orElse(null)));
    }

    public Optional<ApiKeyState> apiKey(String hash) {
        return Optional.ofNullable(
                apiKeys.get(hash, key -> storedApiKeys.byHash(key).orElse(null)));
    }

    /** Reads the cache only, because an event loop must not wait for the database. */
    public Optional<UUID> rememberedOwnerOf(UUID session) {
        return Optional.ofNullable(sessionOwners.getIfPresent(session));
    }

    /** Reads the cache only, as {@link #rememberedOwnerOf}. */
    public Optional<AccountState> rememberedAccount(UUID id) {
        return Optional.ofNullable(accounts.getIfPresent(id));
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) StateChange change) {
        switch (change.kind()) {
            case SESSION -> sessionOwners.invalidateAll(change.sessions());
            case ACCOUNT -> accounts.invalidate(UUID.fromString(change.id()));
            case API_KEY -> apiKeys.invalidate(change.id());
        }
    }

    void forgetAll() {
        sessionOwners.invalidateAll();
        accounts.invalidateAll();
        apiKeys.invalidateAll();
    }
}
