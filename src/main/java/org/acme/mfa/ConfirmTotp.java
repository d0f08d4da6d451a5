package org.acme.mfa;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A request to confirm an authenticator with its first code. */
public record ConfirmTotp(@NotBlank @Size(max = 64) String otp) {

    @Override
    public String toString() {
        return "ConfirmTotp";
    }
}
