package org.acme.registration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A request to confirm an e-mail address with the token of a message. */
public record VerifyEmail(@NotBlank @Size(max = 200) String token) {

    @Override
    public String toString() {
        return "VerifyEmail";
    }
}
