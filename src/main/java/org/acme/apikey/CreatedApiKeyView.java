package org.acme.apikey;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A new API key with its secret, which is shown only once. */
// It is serialized from a Response, which a native build does not detect.
@RegisterForReflection
public record CreatedApiKeyView(String key, @JsonUnwrapped ApiKeyView description) {

    @Override
    public String toString() {
        return "CreatedApiKeyView";
    }
}
