package org.acme.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A request to authenticate again within a session (RFC 9470). */
public record Reauthenticate(
        @NotNull @Size(max = 256) String password,
        @Size(max = 64) @Nullable String otp) {

    @Override
    public String toString() {
        return "Reauthenticate";
    }
}
