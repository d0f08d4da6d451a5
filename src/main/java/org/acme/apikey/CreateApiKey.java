package org.acme.apikey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to create an API key with some of the caller's permissions and an expiry date. */
public record CreateApiKey(
        @NotBlank @Size(max = 100) String name,

        @NotEmpty
        @Size(max = 50)
        @Schema(description = "Permissions of the caller, except `account:own`.", examples = "[\"reports:read\"]")
        Set<@NotNull @Pattern(regexp = "^[a-z]{1,50}:[a-z]{1,50}$") String> permissions,

        @NotNull Instant expiresAt) {}
