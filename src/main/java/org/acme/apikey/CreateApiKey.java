package org.acme.apikey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;

/** Somebody lets a program act for them, with some of their permissions, until a day that they name. */
public record CreateApiKey(
        @NotBlank @Size(max = 100) String name,
        @NotEmpty @Size(max = 50) Set<@NotBlank @Size(max = 100) String> permissions,
        @NotNull Instant expiresAt) {}
