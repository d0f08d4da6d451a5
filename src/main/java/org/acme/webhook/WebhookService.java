package org.acme.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.acme.application.WebhookEvent.WebhookCreated;
import org.acme.application.WebhookEvent.WebhookDeleted;
import org.acme.paging.Cursors;
import org.acme.paging.Keyset;
import org.acme.paging.Page;
import org.acme.paging.PageQuery;
import org.acme.paging.Slice;
import org.acme.problem.Problem;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.crypto.EncryptedFields;
import org.acme.security.crypto.FieldEncryption;
import org.acme.security.idempotency.Idempotency;
import org.acme.security.outbound.UrlGuard;
import org.acme.security.outbound.UrlRefused;
import org.acme.shared.Purge;
import org.acme.user.Accounts;

/** Creates, lists and deletes webhooks and lists their deliveries. */
@ApplicationScoped
class WebhookService {

    private final Webhooks webhooks;
    private final Accounts accounts;
    private final Deliveries deliveries;
    private final UrlGuard guard;
    private final UrlRefusalAudit refusals;
    private final FieldEncryption encryption;
    private final WebhookConfig config;
    private final Cursors cursors;
    private final Audit audit;
    private final Idempotency idempotency;
    private final Purge purge;
    private final Clock clock;

    WebhookService(
            Webhooks webhooks,
            Accounts accounts,
            Deliveries deliveries,
            UrlGuard guard,
            UrlRefusalAudit refusals,
            FieldEncryption encryption,
            WebhookConfig config,
            Cursors cursors,
            Audit audit,
            Idempotency idempotency,
            Purge purge,
            Clock clock) {
        this.webhooks = webhooks;
        this.accounts = accounts;
        this.deliveries = deliveries;
        this.guard = guard;
        this.refusals = refusals;
        this.encryption = encryption;
        this.config = config;
        this.cursors = cursors;
        this.audit = audit;
        this.idempotency = idempotency;
        this.purge = purge;
        this.clock = clock;
    }

    @Produces
    @Singleton
    static EncryptedFields secrets() {
        return new EncryptedFields("webhooks", "secret", key -> Webhook.row((UUID) key[0]), "id");
    }

    /** Resolves the host before the transaction, so that the lookup holds no connection. */
    CreatedWebhookView register(Caller caller, RegisterWebhook request) {
        return persist(caller, request, checkedHost(caller, request));
    }

    private String checkedHost(Caller caller, RegisterWebhook request) {
        if (!request.events().stream().allMatch(key -> EventType.of(key).isPresent())) {
            throw Problem.invalid("events", "contains an unknown event type");
        }
        try {
            return guard.check(caller.id(), request.url()).host();
        } catch (UrlRefused e) {
            refusals.record(caller.id(), null, e);
            throw Problem.invalid("url", e.reason().message());
        }
    }

    @Transactional
    CreatedWebhookView persist(Caller caller, RegisterWebhook request, String host) {
        idempotency.claim();
        accounts.lock(caller.id());
        if (webhooks.count(caller) >= config.maxPerUser()) {
            throw Problem.conflict("A user can have at most " + config.maxPerUser() + " webhooks. Delete one first.");
        }
        String secret = Signature.newSecret();
        Webhook webhook = new Webhook(caller, request, clock.instant());
        webhook.secret = encryption.encrypt(Webhook.row(webhook.id), secret);
        webhooks.persistAndFlush(webhook);
        audit.record(new WebhookCreated(caller.id(), webhook.id, host, webhook.permissions));
        return new CreatedWebhookView(secret, WebhookView.of(webhook));
    }

    List<WebhookView> list(Caller caller) {
        return webhooks.own(caller);
    }

    /** Deletes the deliveries first, in batches, because their number is unlimited. */
    void delete(Caller caller, UUID id) {
        purge.deleteDependents("webhooks", webhooks.own(caller, id).orElseThrow(Problem::notFound).id);
        remove(caller, id);
    }

    @Transactional
    void remove(Caller caller, UUID id) {
        webhooks.delete(webhooks.ownForUpdate(caller, id).orElseThrow(Problem::notFound));
        idempotency.forget(id);
        audit.record(new WebhookDeleted(caller.id(), id));
    }

    Page<DeliveryView> deliveries(Caller caller, UUID id, PageQuery query) {
        Webhook webhook = webhooks.own(caller, id).orElseThrow(Problem::notFound);
        String list = "deliveries/" + webhook.id;
        Keyset after = cursors.open(caller, list, query.cursor);
        Slice<DeliveryView> slice = Slice.of(
                deliveries.page(caller, webhook.id, query, after),
                query.limit.value(),
                delivery -> new Keyset(delivery.id(), delivery.createdAt().toString()));
        return cursors.page(caller, list, slice);
    }
}
