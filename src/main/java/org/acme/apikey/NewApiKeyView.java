package org.acme.apikey;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A new key with its text, which is shown this once. */
// It travels in a Response, where a native build does not see that it becomes JSON.
@RegisterForReflection
public record NewApiKeyView(String key, @JsonUnwrapped ApiKeyView description) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewApiKeyView";
    }
}
