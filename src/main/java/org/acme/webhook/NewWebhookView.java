package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A new webhook with its secret, which is shown only once. */
// It is serialized from a Response, which a native build does not detect.
@RegisterForReflection
public record NewWebhookView(String secret, @JsonUnwrapped WebhookView description) {

    /** Omits the secret. */
    @Override
    public String toString() {
        return "NewWebhookView";
    }
}
