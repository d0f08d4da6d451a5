package org.acme.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Somebody shows that a mail has reached them. */
public record VerifyEmail(@NotBlank @Size(max = 200) String token) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "VerifyEmail";
    }
}
