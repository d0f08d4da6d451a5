package org.acme.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.util.List;
import java.util.Map;

/** The receiver of docs/webhooks.md, with the library of Standard Webhooks. */
final class Receiver {

    private Receiver() {}

    static boolean isAuthentic(Map<String, List<String>> headers, String body, String secret) {
        try {
            new Webhook(secret).verify(body, headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }
}
