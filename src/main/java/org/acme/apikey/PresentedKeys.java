package org.acme.apikey;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.ApiKeyLookup;
import org.acme.security.authentication.ApiKeyState;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.StateChange.Kind;
import org.acme.security.idempotency.Idempotency;
import org.acme.shared.UndeletedRows;

/** Looks up API keys for authentication, records their use and deletes expired ones. */
@ApplicationScoped
class PresentedKeys implements ApiKeyLookup {

    private static final int BATCH = 100;

    /** Keys that cannot be deleted do not stop the purge, unless there are more than these. */
    private static final int MAX_FAILURES = 10;

    private final ApiKeys keys;
    private final LastUses uses;
    private final Idempotency idempotency;
    private final Clock clock;

    PresentedKeys(ApiKeys keys, LastUses uses, Idempotency idempotency, Clock clock) {
        this.keys = keys;
        this.uses = uses;
        this.idempotency = idempotency;
        this.clock = clock;
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
        uses.write(Kind.API_KEY, keys::unscopedRecordUse);
    }

    @Scheduled(every = "10m", delayed = "1m")
    void purge() {
        UndeletedRows left = new UndeletedRows(MAX_FAILURES);
        List<UUID> expired;
        do {
            expired = keys.unscopedExpired(clock.instant(), left.ids(), BATCH);
            expired.forEach(key -> left.attempt(key, () -> delete(key)));
        } while (expired.size() == BATCH);
        left.report();
    }

    @Transactional
    void delete(UUID key) {
        keys.unscopedDelete(key);
        idempotency.forget(key);
    }
}
