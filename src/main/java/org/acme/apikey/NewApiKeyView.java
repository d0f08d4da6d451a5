package org.acme.apikey;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A new key with its text, which is shown this once. */
public record NewApiKeyView(String key, @JsonUnwrapped ApiKeyView description) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewApiKeyView";
    }
}
