package org.acme.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Somebody proves who they are. */
public record LogIn(
        @NotBlank @Size(max = 254) String email,
        @NotNull @Size(max = 128) String password) {}
