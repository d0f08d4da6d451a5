package org.acme.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.acme.application.WebhookEvent.WebhookUrlRefused;
import org.acme.security.audit.Audit;
import org.acme.security.outbound.UrlRefusal;
import org.acme.security.outbound.UrlRefused;
import org.jspecify.annotations.Nullable;

/** Records in the audit log which users give URLs that lead to internal addresses: they may probe the network. */
@ApplicationScoped
class UrlRefusalAudit {

    private final Audit audit;

    UrlRefusalAudit(Audit audit) {
        this.audit = audit;
    }

    /**
     * Does nothing when the URL was refused for another reason. Workers call it, too, which have no request. In a
     * transaction of its own, because that of an {@code Idempotency-Key} is rolled back by the refusal.
     *
     * @param webhook null at its registration
     */
    @ActivateRequestContext
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void record(UUID owner, @Nullable UUID webhook, UrlRefused refused) {
        if (refused.reason() == UrlRefusal.ADDRESS_NOT_PUBLIC) {
            audit.recordRefusal(
                    owner,
                    WebhookUrlRefused.class,
                    webhook == null ? "registration" : "delivery",
                    count -> new WebhookUrlRefused(owner, webhook, count));
        }
    }
}
