package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A new webhook with its secret, which is shown this once. */
// It travels in a Response, where a native build does not see that it becomes JSON.
@RegisterForReflection
public record NewWebhookView(String secret, @JsonUnwrapped WebhookView description) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewWebhookView";
    }
}
