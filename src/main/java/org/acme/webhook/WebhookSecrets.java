package org.acme.webhook;

import jakarta.inject.Singleton;
import java.util.UUID;
import org.acme.security.crypto.EncryptedFields;

/** The secrets that sign webhook messages. */
@Singleton
class WebhookSecrets extends EncryptedFields {

    WebhookSecrets() {
        super("webhooks", "secret", "id");
    }

    @Override
    protected String row(Object... key) {
        return Webhook.row((UUID) key[0]);
    }
}
