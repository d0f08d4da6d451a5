package org.acme.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A client exchanges its refresh token for a new pair. */
public record RefreshSession(@NotBlank @Size(max = 200) String refreshToken) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "RefreshSession";
    }
}
