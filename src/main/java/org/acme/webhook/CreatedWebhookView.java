package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new webhook with its secret, which is shown only once. */
// It is serialized from a Response, which a native build does not detect.
@RegisterForReflection
public record CreatedWebhookView(
        @Schema(description = "The key of the signatures: `whsec_` and base64, as Standard Webhooks specifies.")
        String secret,

        @JsonUnwrapped WebhookView description) {

    @Override
    public String toString() {
        return "CreatedWebhookView";
    }
}
