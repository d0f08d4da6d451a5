package org.acme.apikey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody lets a program act for them, with some of their permissions, until a day that they name. */
public record CreateApiKey(
        @NotBlank @Size(max = 100) String name,

        @NotEmpty @Size(max = 50) @Schema(examples = "[\"reports:read\"]")
        Set<@NotNull @Pattern(regexp = "^[a-z]{1,50}:[a-z]{1,50}$") String> permissions,

        @NotNull Instant expiresAt) {}
