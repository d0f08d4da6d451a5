package org.acme.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.acme.security.crypto.EncryptedFields;
import org.acme.security.crypto.FieldEncryption;

/** Re-encrypts webhook secrets with the newest key, in pages. */
@ApplicationScoped
class WebhookReencryption implements EncryptedFields {

    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final Webhooks webhooks;
    private final FieldEncryption encryption;

    WebhookReencryption(Webhooks webhooks, FieldEncryption encryption) {
        this.webhooks = webhooks;
        this.encryption = encryption;
    }

    @Override
    @Transactional
    public int reencrypt() {
        int replaced = 0;
        List<Webhook> page = webhooks.unscopedAfter(FIRST, PAGE);
        while (!page.isEmpty()) {
            replaced += page.stream().mapToInt(this::replace).sum();
            page = webhooks.unscopedAfter(page.get(page.size() - 1).id, PAGE);
        }
        return replaced;
    }

    private int replace(Webhook webhook) {
        if (encryption.isCurrent(webhook.secret)) {
            return 0;
        }
        String row = Webhook.row(webhook.id);
        return webhooks.unscopedReplace(webhook, encryption.encrypt(row, encryption.decrypt(row, webhook.secret)));
    }
}
