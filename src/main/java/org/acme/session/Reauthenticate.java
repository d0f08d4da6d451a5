package org.acme.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Somebody who is logged in proves again who they are (RFC 9470). */
public record Reauthenticate(
        @NotNull @Size(max = 256) String password,
        @Size(max = 64) String otp) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Reauthenticate";
    }
}
