package org.acme.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.application.SecurityEvent.ApiKeyCreated;
import org.acme.application.SecurityEvent.ApiKeyRevoked;
import org.acme.mail.CredentialChange;
import org.acme.mail.MailOutbox;
import org.acme.problem.Problem;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.StateChange;
import org.acme.security.authentication.StateChanges;
import org.acme.security.idempotency.Idempotency;
import org.acme.user.Accounts;

/** Creates, lists and revokes API keys. */
@ApplicationScoped
class ApiKeyService {

    /** The list has no pages, so it must stay short. */
    private static final int MAX_KEYS = 20;

    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private final ApiKeys keys;
    private final Accounts accounts;
    private final StateChanges changes;
    private final Audit audit;
    private final MailOutbox outbox;
    private final Idempotency idempotency;
    private final Clock clock;

    ApiKeyService(
            ApiKeys keys,
            Accounts accounts,
            StateChanges changes,
            Audit audit,
            MailOutbox outbox,
            Idempotency idempotency,
            Clock clock) {
        this.keys = keys;
        this.accounts = accounts;
        this.changes = changes;
        this.audit = audit;
        this.outbox = outbox;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @Transactional
    CreatedApiKeyView create(Caller caller, CreateApiKey request) {
        idempotency.claim();
        Instant now = clock.instant();
        check(caller, request, now);
        accounts.lock(caller.id());
        if (keys.count(caller) >= MAX_KEYS) {
            throw Problem.conflict("A user can have at most " + MAX_KEYS + " API keys. Revoke one first.");
        }
        ApiKeyText text = ApiKeyText.random();
        ApiKey key = new ApiKey(caller.id(), request, text, now);
        keys.persistAndFlush(key);
        audit.record(new ApiKeyCreated(caller.id(), key.id, key.permissions, key.expiresAt));
        accounts.byId(caller.id())
                .ifPresent(owner -> outbox.addCredentialChange(owner.email(), CredentialChange.API_KEY_CREATED));
        return new CreatedApiKeyView(text.text(), ApiKeyView.of(key));
    }

    private static void check(Caller caller, CreateApiKey request, Instant now) {
        boolean grantable = request.permissions().stream()
                .allMatch(permission -> caller.may(permission) && !permission.equals(Permissions.ACCOUNT));
        if (!grantable) {
            throw Problem.invalid("permissions", "contains a permission that you cannot grant to an API key");
        }
        if (!request.expiresAt().isAfter(now) || request.expiresAt().isAfter(now.plus(LONGEST_LIFE))) {
            throw Problem.invalid(
                    "expiresAt", "must be in the future and at most " + LONGEST_LIFE.toDays() + " days from now");
        }
    }

    List<ApiKeyView> list(Caller caller) {
        return keys.own(caller);
    }

    @Transactional
    void revoke(Caller caller, UUID id) {
        ApiKey key = keys.ownForUpdate(caller, id).orElseThrow(Problem::notFound);
        keys.delete(key);
        idempotency.forget(id);
        changes.notifyInstances(StateChange.apiKey(key.hash));
        audit.record(new ApiKeyRevoked(caller.id(), id));
    }
}
