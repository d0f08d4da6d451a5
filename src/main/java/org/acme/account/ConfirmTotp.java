package org.acme.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Somebody shows that their authenticator has the secret. */
public record ConfirmTotp(@NotBlank @Size(max = 64) String otp) {

    /** Without the code. */
    @Override
    public String toString() {
        return "ConfirmTotp";
    }
}
