package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A new webhook with its secret, which is shown this once. */
public record NewWebhookView(String secret, @JsonUnwrapped WebhookView description) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewWebhookView";
    }
}
